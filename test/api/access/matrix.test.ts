import { sql } from 'kysely';
import { PERMISSIONS } from '../../../src/api/access/permissions';
import { type ApiRoute, routesOf } from '../../../src/api/access/routes';
import { standInRuns } from '../stand-in-runs';
import { type Answer, startApi, type TestApi } from '../start-api';
import { askRoute } from './ask-route';
import { makePrincipals, MISSING, type Principal, SECRET } from './principals';

/** Everybody, and every kind of object, against every route there is: what a new route does is tested without anybody thinking of it. */
const NAMES = [
  'nobody',
  'customer A',
  'customer B',
  'merchant A',
  'merchant B',
  'customer A at a browser',
  'merchant A by a link',
  'auditor at a browser',
  'support',
  'supervisor',
  'operator',
  'auditor',
  'service',
];

const runs = standInRuns();
let api: TestApi;
let routes: readonly ApiRoute[];
let principals: ReadonlyMap<string, Principal>;
beforeAll(async () => {
  api = await startApi({
    // There are more routes than anybody may ask in a minute.
    env: { RESCIND_RATE_LIMITS: 'off' },
    over: () => ({ temporal: (identity, patience) => runs.door(api.db)(identity, patience) }),
  });
  const closed = routesOf(api.app).filter(({ row }) => row !== undefined && 'action' in row);
  // What takes something away comes late, and what brings something in last: after it, what was missing is there.
  const turnOf = ({ method }: ApiRoute) => ['DELETE', 'PUT'].indexOf(method);
  routes = [...closed].sort((left, right) => turnOf(left) - turnOf(right));
  principals = new Map((await makePrincipals(api)).map((one) => [one.name, one]));
});
afterAll(() => api.stop());

const named = (name: string): Principal => principals.get(name) ?? fail(name);
const fail = (name: string): never => {
  throw new Error(`Nobody is called ${name}`);
};
const isOk = ({ status }: Answer) => status >= 200 && status < 300;
const rolesOf = ({ row }: ApiRoute): readonly string[] =>
  row !== undefined && 'action' in row ? PERMISSIONS[row.action].roles : [];
const isAllowed = (route: ApiRoute, { role }: Principal) => role !== undefined && rolesOf(route).includes(role);
const isAboutObjects = ({ path }: ApiRoute) => path.includes('/:');
const titleOf = ({ method, path }: ApiRoute) => `${method} ${path}`;

/** What an answer tells, apart from what every answer has anew and from the ids that the question had. */
function toldBy({ status, body }: Answer, objects: object): string {
  const { requestId, ...told } = (typeof body === 'object' && body !== null ? body : { body }) as Record<
    string,
    unknown
  >;
  expect(typeof requestId).not.toBe('number');
  let text = JSON.stringify({ status, told });
  for (const id of Object.values(objects) as string[]) text = text.replaceAll(id, '<id>');
  return text.replace(/<id>\.[0-9a-f]{16}/g, '<id>');
}

/** All that is of somebody's, as it stands: the rows of every table but those that count and note calls. */
async function booksOf(orderIds: readonly string[], shops: readonly string[]): Promise<string> {
  const tables = [
    'orders',
    'order_units',
    'payout_destinations',
    'order_links',
    'webhook_endpoints',
    'drift_cases',
    'cancellation_feedback',
    'cancellations',
    'offers',
    'deadline_extensions',
    'decisions',
    'timeline',
  ];
  const read = tables.map(async (table) => {
    const { rows } = await sql<{ row: unknown }>`select to_jsonb(t) as row from ${sql.table(table)} t
      order by to_jsonb(t)::text`.execute(api.db);
    const text = (row: unknown) => JSON.stringify(row);
    return rows
      .map(({ row }) => text(row))
      .filter((row) => orderIds.some((id) => row.includes(id)) && shops.some((id) => row.includes(`"${id}"`)));
  });
  return JSON.stringify(await Promise.all(read));
}

it('knows everybody and every kind of object', () => {
  expect([...principals.keys()]).toEqual(NAMES);
  expect(routes.length).toBeGreaterThanOrEqual(19);
});

describe.each(NAMES)('%s', (name) => {
  it('gets nothing from routes that are not for it, whatever they are asked about', async () => {
    const who = named(name);
    for (const route of routes.filter((one) => !isAllowed(one, who))) {
      for (const objects of [who.own, who.anothers, MISSING]) {
        const answer = await askRoute(who, route, objects);
        expect([titleOf(route), answer.status]).toEqual([titleOf(route), who.role === undefined ? 401 : 403]);
      }
    }
  });

  it('is answered about another’s as about what is missing, and changes nothing of it', async () => {
    const who = named(name);
    const ids = [who.anothers.orderId];
    const shops = /^(customer|merchant)/.test(name) ? ['shop_1'] : ['shop_2'];
    const before = await booksOf(ids, shops);
    expect(before).toContain(who.anothers.orderId);
    for (const route of routes.filter((one) => isAllowed(one, who) && isAboutObjects(one))) {
      const another = await askRoute(who, route, who.anothers);
      const missing = await askRoute(who, route, MISSING);
      expect([titleOf(route), toldBy(another, who.anothers)]).toEqual([titleOf(route), toldBy(missing, MISSING)]);
      // In one's own shop one may bring in what has the id of something of another's: that is a new thing.
      if (route.method !== 'PUT') expect(toldBy(another, who.anothers)).not.toContain(SECRET);
      const isNobodys = route.method !== 'PUT' && isOk(another);
      if (isNobodys) expect([titleOf(route), another.body]).toEqual([titleOf(route), { items: [] }]);
    }
    expect(await booksOf(ids, shops)).toBe(before);
  });

  it('sees nothing of another’s in what it lists', async () => {
    const who = named(name);
    for (const route of routes.filter((one) => isAllowed(one, who) && !isAboutObjects(one) && one.method === 'GET')) {
      const answer = await askRoute(who, route, who.own);
      expect([titleOf(route), answer.status]).toEqual([titleOf(route), who.byLink === true ? 403 : 200]);
      expect(answer.text).not.toContain(who.anothers.orderId);
    }
  });

  it('gets to its own, where its role may', async () => {
    const who = named(name);
    const isForWho = (one: ApiRoute) => who.byLink !== true || one.path.includes('/:cancellationId');
    for (const route of routes.filter((one) => isAllowed(one, who) && isForWho(one))) {
      const answer = await askRoute(who, route, who.own);
      const { code = '' } = answer.body as { code?: string };
      // A link to decide, or to read, pulls no lever.
      if (who.byLink === true && route.path.endsWith('/levers/:lever') && code === 'SCOPE_MISSING') continue;
      // There is nothing of this kind yet; what it is about was found.
      if (['CREDIT_NOTE_NOT_FOUND', 'LEG_NOT_FOUND', 'CLOSURE_PROOF_NOT_FOUND', 'OFFER_NOT_FOUND'].includes(code))
        continue;
      // Whoever came before has used it up; ids of one call are gone by the next.
      if (['DESTINATION_NOT_FOUND', 'ROLE_NOT_ALLOWED'].includes(code) && route.method !== 'GET') continue;
      expect([titleOf(route), [401, 403, 404].includes(answer.status), code]).toEqual([titleOf(route), false, code]);
    }
  });
});
