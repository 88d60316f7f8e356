import type { INestApplicationContext, Type } from '@nestjs/common';
import { RequestMethod } from '@nestjs/common';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { ROW, type RouteRow } from './access.guard';

/** Nest's own keys of what @Controller, @Get and the like say. */
const PATH = 'path';
const METHOD = 'method';

/** One route of the application. */
export interface ApiRoute {
  readonly method: string;
  /** `/v1/orders/:orderId/quote`. */
  readonly path: string;
  /** `OrdersController.quote`. */
  readonly handler: string;
  readonly row: RouteRow | undefined;
}

/** Every route of every controller, in the order of their paths. */
export function routesOf(app: INestApplicationContext): ApiRoute[] {
  const modules = [...app.get(ModulesContainer).values()];
  const controllers = modules.flatMap((module) => [...module.controllers.values()]);
  const classes = controllers.flatMap(({ metatype }) => (typeof metatype === 'function' ? [metatype as Type] : []));
  return classes.flatMap(routesIn).sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}

/** @throws Error that names every route without a row in the table of permissions. */
export function demandRows(routes: readonly ApiRoute[]): void {
  const without = routes.filter(({ row }) => row === undefined);
  if (without.length === 0) return;
  const names = without.map(({ method, path, handler }) => `  ${method} ${path} (${handler})`);
  throw new Error(['Routes that say neither @Does nor @Open; see src/api/access/permissions.ts:', ...names].join('\n'));
}

function routesIn(controller: Type): ApiRoute[] {
  const prototype = controller.prototype as Record<string, object>;
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    if (handler === undefined) return [];
    const method = Reflect.getMetadata(METHOD, handler) as RequestMethod | undefined;
    if (method === undefined) return [];
    const row = Reflect.getMetadata(ROW, handler) as RouteRow | undefined;
    const paths = pathsOf(controller).flatMap((before) => pathsOf(handler).map((after) => joined(before, after)));
    return paths.map((path) => ({ method: RequestMethod[method], path, handler: `${controller.name}.${name}`, row }));
  });
}

function pathsOf(target: object): string[] {
  const path = Reflect.getMetadata(PATH, target) as string | string[] | undefined;
  return [path ?? ''].flat();
}

function joined(before: string, after: string): string {
  const steps = `${before}/${after}`.split('/').filter((step) => step !== '');
  return `/${steps.join('/')}`;
}

function keyOf({ path, method }: ApiRoute): string {
  return `${path} ${method}`;
}
