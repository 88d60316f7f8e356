import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { routesOf } from '../access/routes';
import { completeOperations } from './complete-operations';
import { withoutNullable } from './without-nullable';

/** The API's description, OpenAPI 3.1, from the schemas that check its requests. */
export function createOpenApiDocument(app: INestApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setOpenAPIVersion('3.1.0')
      .setTitle('Rescind')
      .setDescription(
        'Durable order cancellation. Amounts are whole numbers of minor units. What is refused is problem+json with a stable `code`; its `type` is ' +
          'the address of a page that says what happened and what to do.',
      )
      .setVersion('1')
      .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
      .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key, rk_…' })
      .build(),
  );
  return completeOperations(withoutNullable(document), routesOf(app));
}
