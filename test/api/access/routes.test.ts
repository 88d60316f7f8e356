import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Does } from '../../../src/api/access/access.guard';
import { PERMISSIONS } from '../../../src/api/access/permissions';
import { demandRows, routesOf } from '../../../src/api/access/routes';
import { startApi, type TestApi } from '../start-api';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

it('finds every route that the server has, but for the documentation', () => {
  const { router } = api.app.getHttpAdapter().getInstance() as unknown as { router: { stack: readonly Layer[] } };
  const served = router.stack.flatMap(({ route }) =>
    route === undefined || /^\/docs(-|\/|$)(?!errors)/.test(route.path)
      ? []
      : Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`),
  );
  const walked = routesOf(api.app).map(({ method, path }) => `${method} ${path}`);
  expect(walked.length).toBeGreaterThan(20);
  expect(served.sort()).toEqual([...walked].sort());
});

it('finds a row for each, and a route for each row', () => {
  const routes = routesOf(api.app);
  expect(routes.filter(({ row }) => row === undefined)).toEqual([]);
  const used = routes.flatMap(({ row }) => (row !== undefined && 'action' in row ? [row.action] : []));
  expect([...new Set(used)].sort()).toEqual(Object.keys(PERMISSIONS).sort());
});

it('names the routes that are open', () => {
  const open = routesOf(api.app).filter(({ row }) => row !== undefined && 'open' in row);
  expect(open.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /',
    'GET /assets/:file',
    'GET /c/*path',
    'GET /desk',
    'GET /desk/*path',
    'POST /dev/sign-in',
    'GET /docs/errors/:code',
    'GET /find',
    'GET /find/*path',
    'GET /health/live',
    'GET /health/ready',
    'GET /inbox',
    'GET /inbox/*path',
    'GET /open',
    'GET /order/*path',
    'GET /policy/*path',
    'GET /sign-in',
    'POST /v1/guest-codes',
    'POST /v1/links/exchange',
    'GET /v1/policies/:merchantId',
    'DELETE /v1/session',
    'GET /v1/session',
    'POST /v1/session',
    'GET /v1/session/callback',
    'GET /v1/session/oidc',
    'GET /v1/sign-in',
    'POST /v1/webhooks/refunds/:source',
  ]);
});

@Controller('things')
class ThingsController {
  @Get()
  @Does('readOrder')
  list(): string {
    return '';
  }

  @Get(':id')
  read(): string {
    return '';
  }
}

@Module({ controllers: [ThingsController] })
class ThingsModule {}

it('does not start with a route that has no row, and says which', async () => {
  const app = await NestFactory.create(ThingsModule);
  const routes = routesOf(app);
  expect(() => demandRows(routes)).toThrow('GET /things/:id (ThingsController.read)');
  expect(() => demandRows(routes)).not.toThrow('(ThingsController.list)');
  await app.close();
});
