import { createCancellationReader } from '../../../../src/adapters/persistence/cancellation-reader';
import { createInterceptionBook } from '../../../../src/adapters/persistence/interceptions';
import { createReopeningBook } from '../../../../src/adapters/persistence/reopening/reopening-book';
import { accept } from '../../../../src/adapters/persistence/steps/accept';
import { end } from '../../../../src/adapters/persistence/steps/end';
import { flag } from '../../../../src/adapters/persistence/steps/flag';
import { recordDecision } from '../../../../src/adapters/persistence/steps/record-decision';
import { applicableLevers } from '../../../../src/domain/applicable-levers';
import { isEndedLever, LEVER_ROLES, type AnyLever, type LeverKind } from '../../../../src/domain/lever';
import type { CancellationRef } from '../../../../src/ports/cancellation-book';
import { line } from '../orders/new-order';
import { MERCHANT, NOW, refOf, requestFor, SUPPORT } from '../steps/bookshop';
import { openRouteDesk, SUPERVISOR, type RouteDesk } from '../steps/route-desk';

let desk: RouteDesk;
beforeAll(async () => {
  desk = await openRouteDesk();
});
afterAll(() => desk.shop.close());

const factsOf = async (ref: CancellationRef) => {
  const facts = await createCancellationReader(desk.shop.db).readLeverFacts(ref);
  if (facts === undefined) throw new Error('There is no such cancellation');
  return facts;
};

/** Cancellations in every kind of trouble, each made anew, since a lever that is pulled changes it. */
const SCENES: Readonly<Record<string, (orderId: string) => Promise<CancellationRef>>> = {
  'nothing is wrong': async (orderId) => {
    await desk.shop.putOrder({ orderId });
    return refOf(await desk.shop.accepted(orderId));
  },
  'a refund failed': async (orderId) => (await desk.refund(orderId)).ref,
  'another way was asked for': async (orderId) => {
    const { ref, lever } = await desk.refund(orderId);
    await desk.pull(ref, await lever());
    return ref;
  },
  'a refund is unclear': async (orderId) =>
    (await desk.refund(orderId, { outcome: 'ambiguous', code: 'TIMED_OUT' })).ref,
  'the carrier is silent': async (orderId) => {
    const ref = await parcel(orderId, 'UNKNOWN');
    await flag(desk.shop.db)({ ...ref, cause: 'INTERCEPTION_UNKNOWN' });
    return ref;
  },
  'the parcel is out': (orderId) => parcel(orderId, 'ALREADY_OUT'),
  'the parcel was stopped': (orderId) => parcel(orderId, 'STOPPED'),
  'a merchant is asked': async (orderId) => {
    await desk.shop.putMerchant('m_asked');
    await desk.shop.putOrder({ orderId, lines: [line({ merchantId: 'm_asked' })] });
    return refOf(await accept(desk.shop.db, { clock: () => new Date() })(requestFor(orderId)));
  },
  'it was rejected': rejected,
  'somebody wants it decided again': async (orderId) => {
    const ref = await rejected(orderId);
    await createReopeningBook(desk.shop.db).ask({ ...ref, reason: 'New photos', actor: SUPPORT });
    return ref;
  },
};

async function rejected(orderId: string): Promise<CancellationRef> {
  await desk.shop.putMerchant('m_no');
  await desk.shop.putOrder({ orderId, lines: [line({ merchantId: 'm_no' })] });
  const ref = refOf(await desk.shop.accepted(orderId));
  const said = {
    merchantId: 'm_no',
    outcome: 'REJECTED',
    rejectionReason: 'OTHER',
    door: 'API',
    actor: MERCHANT,
  } as const;
  await recordDecision(desk.shop.db)({ ...ref, ...said, receivedAt: NOW.toISOString() });
  await end(desk.shop.db)({ ...ref, outcome: 'REJECTED' });
  return ref;
}

async function parcel(orderId: string, outcome: 'UNKNOWN' | 'ALREADY_OUT' | 'STOPPED'): Promise<CancellationRef> {
  await desk.shop.putOrder({
    orderId,
    lines: [line({ merchantId: 'm_1' })],
    shipments: [{ shipmentId: 's_1', carrier: 'dhl', trackingRef: 'T', state: 'IN_TRANSIT', unitIds: ['a/1'] }],
  });
  const ref = refOf(await desk.shop.accepted(orderId));
  const book = createInterceptionBook(desk.shop.db);
  await book.begin({ ...ref, shipmentId: 's_1' });
  await book.record({ ...ref, shipmentId: 's_1', answer: { outcome } });
  return ref;
}

/** Every lever in a form that goes through where it applies. */
async function leverOf(kind: LeverKind, ref: CancellationRef, orderId: string): Promise<AnyLever> {
  const legId = `${ref.cancellationId}/1`;
  switch (kind) {
    case 'retryStep':
      return { kind };
    case 'retryRefund':
      return { kind, legId };
    case 'recordManualRefund':
      return { kind, legId, reference: 'r-1' };
    case 'chooseAlternateRoute':
      return {
        ...{ kind, legId, route: 'BANK_TRANSFER', destinationId: await desk.destinationOf(orderId) },
        consent: { givenAt: '2026-03-01T00:00:00Z', evidence: { kind: 'E_MAIL', reference: 'mail-1' } },
      };
    case 'approveRoute':
      return { kind, approvalId: `${ref.cancellationId}/approval/1`, decision: 'REFUSED' };
    case 'resolveInterception':
      return { kind, shipmentId: 's_1', outcome: 'STOPPED' };
    case 'recordReturn':
      return { kind, shipmentId: 's_1' };
    case 'arbitrate':
      return { kind, merchantId: 'm_1', ruling: 'APPROVED' };
    case 'extendDeadline':
      return { kind, merchantId: 'm_asked', minutes: 5 };
    case 'reopen':
      return { kind, reason: 'New photos' };
    case 'approveReopening':
      return { kind, approvalId: `${ref.cancellationId}/approval/1`, decision: 'APPROVED' };
  }
}

/** Pulls it where it is pulled: while a run goes on, or once it has ended. */
function pull(ref: CancellationRef, lever: AnyLever): Promise<{ readonly outcome: string }> {
  if (!isEndedLever(lever)) return desk.pull(ref, lever, SUPERVISOR);
  const book = createReopeningBook(desk.shop.db);
  return lever.kind === 'reopen'
    ? book.ask({ ...ref, ...lever, actor: SUPERVISOR })
    : book.decide({ ...ref, ...lever, actor: SUPERVISOR });
}

const KINDS = Object.keys(LEVER_ROLES) as LeverKind[];

describe.each(Object.keys(SCENES))('where %s', (name) => {
  it.each(KINDS)('%s is listed just where it can be pulled', async (kind) => {
    const orderId = `${name.replaceAll(' ', '_')}_${kind}`;
    const ref = (await SCENES[name]?.(orderId)) ?? fail(name);
    const listed = applicableLevers(await factsOf(ref), SUPERVISOR);
    const pulled = await pull(ref, await leverOf(kind, ref, orderId));
    expect([listed.some((one) => one.kind === kind), pulled]).toMatchObject([
      pulled.outcome !== 'refused',
      { outcome: pulled.outcome },
    ]);
  });
});

const fail = (name: string): never => {
  throw new Error(`There is no scene ${name}`);
};

it('lists something where something is wrong, and names what it is about', async () => {
  const kindsOf = async (name: string, orderId: string) => {
    const ref = (await SCENES[name]?.(orderId)) ?? fail(name);
    return applicableLevers(await factsOf(ref), SUPERVISOR).map(({ kind, subject }) => [kind, ...Object.keys(subject)]);
  };
  expect(await kindsOf('a refund failed', 'named_1')).toEqual([
    ['retryRefund', 'legId'],
    ['recordManualRefund', 'legId'],
    ['chooseAlternateRoute', 'legId'],
  ]);
  expect(await kindsOf('another way was asked for', 'named_2')).toContainEqual(['approveRoute', 'approvalId', 'legId']);
  expect(await kindsOf('the carrier is silent', 'named_3')).toContainEqual(['resolveInterception', 'shipmentId']);
  expect(await kindsOf('a merchant is asked', 'named_4')).toEqual([['extendDeadline', 'merchantId']]);
  expect(await kindsOf('nothing is wrong', 'named_5')).toEqual([]);
  expect(
    await createCancellationReader(desk.shop.db).readLeverFacts({ shopId: 'x', cancellationId: 'y' }),
  ).toBeUndefined();
});
