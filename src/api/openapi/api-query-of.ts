import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { z } from 'zod';

/** Documents the query's parameters from their schema. */
export function ApiQueryOf(schema: z.ZodObject): MethodDecorator {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
  return applyDecorators(
    ...Object.entries(properties).map(([name, property]) =>
      ApiQuery({ name, required: false, schema: typeof property === 'object' ? property : {} } as Parameters<
        typeof ApiQuery
      >[0]),
    ),
  );
}
