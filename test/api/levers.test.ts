import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { createApiKey } from '../../src/adapters/persistence/api-keys';
import { createCancellationBook } from '../../src/adapters/persistence/cancellation-book';
import { createInterceptionBook } from '../../src/adapters/persistence/interceptions';
import { LEVER_KINDS } from '../../src/api/cancellations/acts.schemas';
import { leverEffect } from '../../src/domain/explain/lever-effect';
import { leverFields } from '../../src/api/levers/lever-fields';
import type { Role } from '../../src/domain/cancellation';
import { orderBody } from './order-body';
import { standInRuns } from './stand-in-runs';
import { SHOP, startApi, type TestApi } from './start-api';

const runs = standInRuns();
let api: TestApi;
const cancellationId = 'o_1.0123456789abcdef';
beforeAll(async () => {
  api = await startApi({ over: () => ({ temporal: (identity, patience) => runs.door(api.db)(identity, patience) }) });
  await api.as('service').put('/v1/orders/o_1').send(orderBody()).expect(200);
  await createCancellationBook(api.db).accept({
    ...{ shopId: SHOP, orderId: 'o_1', cancellationId, workflowId: 'w', idempotencyKey: 'k', requestHash: 'h' },
    ...{ reason: 'CHANGED_MIND', initiator: 'CUSTOMER', selection: { kind: 'ORDER' } },
    actor: { id: 's', role: 'service' },
  });
});
afterAll(() => api.stop());

interface Listed {
  readonly levers: readonly { readonly kind: string; readonly effect: string; readonly fields: readonly object[] }[];
}

const listAs = async (role: Role, locale = 'en'): Promise<Listed['levers']> => {
  const path = `/v1/cancellations/${cancellationId}/levers`;
  return ((await api.as(role).get(path).set('Accept-Language', locale).expect(200)).body as Listed).levers;
};

it('lists what applies now, with what it does and what its body wants', async () => {
  expect((await listAs('support')).map(({ kind }) => kind)).toEqual(['extendDeadline', 'extendDeadline']);
  await sql`update cancellations set state = 'NEEDS_HUMAN', stuck_cause = 'REFUND_FAILED' where cancellation_id = ${cancellationId}`.execute(
    api.db,
  );
  await sql`insert into refund_legs (shop_id, leg_id, cancellation_id, order_id, tender_id, kind, channel, amount, currency, state,
      idempotency_key, capture_id)
    values (${SHOP}, ${`${cancellationId}/1`}, ${cancellationId}, 'o_1', 't_1', 'refund', 'sandbox', 1, 'EUR', 'FAILED', 'leg', 'cap_1')`.execute(
    api.db,
  );
  const levers = await listAs('support');
  expect(levers.map(({ kind }) => kind)).toEqual(['retryRefund', 'recordManualRefund', 'chooseAlternateRoute']);
  expect(levers[1]).toEqual({
    kind: 'recordManualRefund',
    roles: ['support', 'supervisor', 'operator', 'service'],
    effect: leverEffect('recordManualRefund', 'en'),
    legId: `${cancellationId}/1`,
    fields: [
      { name: 'legId', type: 'text', required: true, value: `${cancellationId}/1` },
      { name: 'reference', type: 'text', required: true },
    ],
  });
  expect((await listAs('support', 'zh'))[0]?.effect).toMatch(/\p{Script=Han}/u);
  expect(await listAs('merchant')).toEqual([]);
  await api.as('auditor').get(`/v1/cancellations/${cancellationId}/levers`).expect(403);
});

it('a merchant lists and pulls the return of its own parcel, and is told of no other', async () => {
  const parcel = (shipmentId: string, unitIds: readonly string[]) =>
    ({ ...{ shipmentId, carrier: 'dhl', trackingRef: 'T' }, state: 'IN_TRANSIT', unitIds }) as const;
  const shipments = [parcel('s_own', ['a/1']), parcel('s_mixed', ['a/2', 'b/1'])];
  await api.as('service').put('/v1/orders/o_2').send(orderBody({ shipments })).expect(200);
  const other = 'o_2.0123456789abcdef';
  await createCancellationBook(api.db).accept({
    ...{
      shopId: SHOP,
      orderId: 'o_2',
      cancellationId: other,
      workflowId: 'w2',
      idempotencyKey: 'k2',
      requestHash: 'h',
    },
    ...{ reason: 'CHANGED_MIND', initiator: 'CUSTOMER', selection: { kind: 'ORDER' } },
    actor: { id: 's', role: 'service' },
  });
  const interceptions = createInterceptionBook(api.db);
  const ref = { shopId: SHOP, cancellationId: other };
  for (const { shipmentId } of shipments) {
    await sql`insert into interceptions (shop_id, cancellation_id, order_id, shipment_id, state, idempotency_key)
      values (${SHOP}, ${other}, 'o_2', ${shipmentId}, 'ASKED', ${`k_${shipmentId}`})`.execute(api.db);
    await interceptions.record({ ...ref, shipmentId, answer: { outcome: 'ALREADY_OUT' } });
  }
  const path = `/v1/cancellations/${other}/levers`;
  expect((await api.as('support').get(path).expect(200)).body).toMatchObject({
    levers: expect.arrayContaining([
      expect.objectContaining({ kind: 'recordReturn', shipmentId: 's_mixed' }),
    ]) as unknown,
  });
  const { body } = await api.as('merchant').get(path).expect(200);
  expect(body).toMatchObject({ levers: [{ kind: 'recordReturn', shipmentId: 's_own' }] });
  const limited = { shopId: SHOP, actorId: 'm', role: 'merchant', merchantId: 'm_1', scopes: ['read'] } as const;
  const { key } = await createApiKey(api.db, limited);
  expect((await api.withBearer(key).get(path).expect(200)).body).toEqual({ levers: [] });
  const pull = (shipmentId: string) => api.as('merchant').post(`${path}/recordReturn`).send({ shipmentId });
  expect((await pull('s_mixed').expect(403)).body).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
  expect((await pull('s_nowhere').expect(409)).body).toMatchObject({ code: 'LEVER_NOT_APPLICABLE' });
  await pull('s_own').expect(200);
  const states = await sql`select shipment_id, state from shipments where order_id = 'o_2' order by 1`.execute(api.db);
  expect(states.rows).toEqual([
    { shipment_id: 's_mixed', state: 'IN_TRANSIT' },
    { shipment_id: 's_own', state: 'RETURNED' },
  ]);
  await api.as('merchant').post(`${path}/retryStep`).expect(403);
});

it('says of a body’s fields how they are written, and which are needed', () => {
  expect(leverFields('chooseAlternateRoute', { legId: 'c/1' })).toEqual([
    { name: 'legId', type: 'text', required: true, value: 'c/1' },
    { name: 'route', type: 'choice', required: true, values: ['BANK_TRANSFER', 'STORE_CREDIT'] },
    { name: 'destinationId', type: 'text', required: true },
    { name: 'consent.givenAt', type: 'instant', required: true },
    { name: 'consent.evidence.kind', type: 'text', required: true },
    { name: 'consent.evidence.reference', type: 'text', required: true },
    { name: 'consent.evidence.sha256', type: 'text', required: false },
  ]);
  expect(leverFields('extendDeadline', { merchantId: 'm_1' })).toMatchObject([
    { value: 'm_1' },
    { name: 'minutes', type: 'number' },
  ]);
  expect(leverFields('retryStep', {})).toEqual([]);
  const arbitrate = leverFields('arbitrate', { merchantId: 'm_1' });
  expect(arbitrate.filter(({ required }) => required).map(({ name }) => name)).toEqual(['merchantId', 'ruling']);
});

it('docs/levers.md says of every lever what the API says', () => {
  const page = readFileSync(join(__dirname, '../../docs/levers.md'), 'utf8');
  const rows = page.split('\n').flatMap((row) => {
    const [, lever = '', , effect = '', fields = ''] = row.split('|').map((cell) => cell.trim());
    return /^`\w+`$/.test(lever) ? [[lever.slice(1, -1), { effect, fields }] as const] : [];
  });
  const told = new Map(rows);
  expect([...told.keys()].sort()).toEqual([...LEVER_KINDS].sort());
  for (const kind of LEVER_KINDS) {
    expect([kind, told.get(kind)?.effect]).toEqual([kind, leverEffect(kind, 'en')]);
    const names = [...new Set(leverFields(kind, {}).map(({ name }) => name.split('.')[0]))];
    const named = [...(told.get(kind)?.fields ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name);
    expect([kind, named]).toEqual([kind, names]);
  }
});
