import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { z } from 'zod';
import { listQuery } from './view.schemas';

/** Documents the filters of the list from their schema. */
export function ApiListQuery(): MethodDecorator {
  const { properties = {} } = z.toJSONSchema(listQuery, { io: 'input' });
  return applyDecorators(
    ...Object.entries(properties).map(([name, schema]) =>
      ApiQuery({ name, required: false, schema: typeof schema === 'object' ? schema : {} } as Parameters<
        typeof ApiQuery
      >[0]),
    ),
  );
}
