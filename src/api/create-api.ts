import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { ApiModule } from './api.module';
import { demandRows, routesOf } from './access/routes';
import type { ApiParts } from './api-parts';
import { createOpenApiDocument } from './openapi/document';

const WEBHOOKS = '/v1/webhooks/';
const REQUEST_ID = /^[\w.-]{1,64}$/;

// eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest declares its options as a class
const OPTIONS: NestApplicationOptions = { bodyParser: false, logger: ['error', 'warn'] };

const isWebhook = ({ url }: IncomingMessage) => url?.startsWith(WEBHOOKS) ?? false;
const isJson = (request: IncomingMessage) =>
  !isWebhook(request) &&
  /^application\/([\w.-]+\+)?json\b/i.test(request.headers['content-type'] ?? 'application/json');

/**
 * The API over its parts, ready to listen: the caller does that, and closes it.
 * @throws Error where a route has no row in the table of permissions.
 */
export async function createApi(parts: ApiParts, logger: Logger): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.over(parts), OPTIONS);
  demandRows(routesOf(app));
  app.set('trust proxy', parts.trustedProxies);
  app.use(
    pinoHttp({
      logger,
      genReqId: (request, response) => {
        const given = request.headers['x-request-id'];
        const requestId = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
        response.setHeader('X-Request-Id', requestId);
        return requestId;
      },
      autoLogging: { ignore: ({ url }) => url?.startsWith('/health/') ?? false },
      // Method, path and status tell enough; headers carry keys, query strings whatever somebody puts there.
      serializers: {
        req: ({ id, method, url }: { id: string; method: string; url: string }) => ({
          id,
          method,
          path: url.split('?')[0],
        }),
        res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
      },
    }),
  );
  app.use(helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } }));
  app.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
    if (/^\/(v1|dev)\//.test(request.url ?? '')) response.setHeader('Cache-Control', 'no-store');
    next();
  });
  // The signature of a webhook covers the very bytes that came.
  app.useBodyParser('raw', { type: isWebhook, limit: '256kb' });
  app.useBodyParser('json', { type: isJson, limit: '100kb' });
  SwaggerModule.setup('docs', app, createOpenApiDocument(app));
  return app;
}
