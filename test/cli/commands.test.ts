import type { CancellationView } from '../../src/domain/cancellation-view';
import type { RequestAccepted } from '../../src/domain/request';
import { RescindUnavailable } from '../../src/client/rescind-unavailable';
import { runCommand } from './run-command';

const ID = 'o1.0123456789abcdef';

const ACCEPTED: RequestAccepted = {
  outcome: 'accepted',
  cancellationId: ID,
  requestHash: 'h',
  state: 'AWAITING_DECISION',
  deadline: '2026-01-03T00:00:00.000Z',
  onTimeout: 'APPROVE',
  quote: {
    currency: 'BRL',
    whole: true,
    units: [{ unitId: '1/1', lineId: '1', merchantId: 'm1', goods: 1990, shipping: 555 }],
    goods: 1990,
    shipping: 555,
    adjustment: 0,
    fee: 100,
    refund: 2445,
    tenders: [{ tenderId: '1', channel: 'sandbox', kind: 'refund', amount: 2445, arrivalDays: [5, 10] }],
  },
};

const VIEW: CancellationView = {
  cancellationId: ID,
  orderId: 'o1',
  state: 'AWAITING_DECISION',
  waitingOn: 'MERCHANT',
  reason: 'CHANGED_MIND',
  currency: 'BRL',
  refund: 2445,
  fee: 0,
  whole: true,
  refundState: 'NONE',
  parts: [{ merchantId: 'm1', decision: 'PENDING', deadline: '2026-01-03T00:00:00.000Z' }],
  legs: [],
  deadline: '2026-01-03T00:00:00.000Z',
  onTimeout: 'APPROVE',
  mayWithdraw: true,
};

test('cancel asks for the whole order and says what comes back, until when', async () => {
  const asked: unknown[] = [];
  const request = (...args: unknown[]) => {
    asked.push(args);
    return Promise.resolve(ACCEPTED);
  };
  const ran = await runCommand(['cancel', 'o1', '--key', 'k1'], { request });
  expect(asked).toEqual([
    [{ orderId: 'o1', reason: 'CHANGED_MIND', initiator: 'CUSTOMER', selection: { kind: 'ORDER' } }, 'k1'],
  ]);
  expect(ran).toMatchObject({ exitCode: 0, hints: [{ orderId: 'o1' }], closed: 1 });
  expect(ran.out).toContain(`Accepted: ${ID}`);
  expect(ran.out).toContain('decided by 2026-01-03T00:00:00.000Z, else APPROVE');
  expect(ran.out).toContain('BRL 24.45 comes back for all that is left of the order, after a fee of BRL 1.00');
});

test('cancel takes lines, and a reason in the name of whoever may give it', async () => {
  const asked: unknown[] = [];
  const request = (ask: unknown) => {
    asked.push(ask);
    return Promise.resolve(ACCEPTED);
  };
  await runCommand(['cancel', 'o1', '--reason', 'OUT_OF_STOCK', '--line', '1:2', '--line', 'a:b:1', '--shop', 's'], {
    request,
  });
  expect(asked).toEqual([
    {
      orderId: 'o1',
      reason: 'OUT_OF_STOCK',
      initiator: 'MERCHANT',
      selection: {
        kind: 'LINES',
        lines: [
          { lineId: '1', quantity: 2 },
          { lineId: 'a:b', quantity: 1 },
        ],
      },
    },
  ]);
});

test('a refusal is told with what to do, and ends with 1', async () => {
  const refusal = { outcome: 'refused', code: 'ORDER_DELIVERED' } as const;
  const request = () => Promise.resolve(refusal);
  const ran = await runCommand(['cancel', 'o1'], { request });
  expect(ran).toMatchObject({ exitCode: 1, closed: 1, err: '' });
  expect(ran.out).toMatch(/^Refused \(ORDER_DELIVERED\): .+\n.+/);
  const asJson = await runCommand(['cancel', 'o1', '--json'], { request });
  expect(asJson.exitCode).toBe(1);
  expect(JSON.parse(asJson.out)).toEqual(refusal);
});

const ALTERNATE_ROUTE = [
  ...['--route', 'STORE_CREDIT', '--destination', 'd1', '--consent-at', '2026-03-02T09:00:00Z'],
  ...['--evidence-kind', 'E_MAIL', '--evidence', 'case/1'],
];

test('decide, withdraw and lever say exactly what was meant', async () => {
  const calls: unknown[][] = [];
  const door = {
    decide: (...args: unknown[]) => Promise.resolve((calls.push(args), { outcome: 'recorded' as const })),
    withdraw: (...args: unknown[]) => Promise.resolve((calls.push(args), { outcome: 'withdrawn' as const })),
    pull: (...args: unknown[]) => Promise.resolve((calls.push(args), { outcome: 'done' as const })),
  };
  const lines = [
    ['decide', ID, '--merchant', 'm1', '--approve'],
    ['decide', ID, '--merchant', 'm1', '--reject', '--reason', 'IN_PRODUCTION'],
    ['withdraw', ID],
    ['lever', 'retryStep', ID],
    ['lever', 'recordManualRefund', ID, '--leg', `${ID}/1`, '--reference', 'r1'],
    ['lever', 'resolveInterception', ID, '--shipment', '1', '--outcome', 'STOPPED'],
    ['lever', 'arbitrate', ID, '--merchant', 'm1', '--ruling', 'UPHELD'],
    ['lever', 'chooseAlternateRoute', ID, '--leg', `${ID}/1`, ...ALTERNATE_ROUTE],
    ['lever', 'approveRoute', ID, '--approval', `${ID}/approval/1`, '--decision', 'REFUSED'],
    ['lever', 'reopen', ID, '--reason', 'New photos'],
    ['lever', 'approveReopening', ID, '--approval', `${ID}/approval/1`, '--decision', 'APPROVED'],
  ];
  const exitCodes: number[] = [];
  for (const line of lines) exitCodes.push((await runCommand(line, door)).exitCode);
  expect(exitCodes).toEqual(lines.map(() => 0));
  expect(calls).toEqual([
    [ID, { merchantId: 'm1', outcome: 'APPROVED' }],
    [ID, { merchantId: 'm1', outcome: 'REJECTED', rejectionReason: 'IN_PRODUCTION' }],
    [ID],
    [ID, { kind: 'retryStep' }],
    [ID, { kind: 'recordManualRefund', legId: `${ID}/1`, reference: 'r1' }],
    [ID, { kind: 'resolveInterception', shipmentId: '1', outcome: 'STOPPED' }],
    [ID, { kind: 'arbitrate', merchantId: 'm1', ruling: 'UPHELD' }],
    [
      ID,
      {
        ...{ kind: 'chooseAlternateRoute', legId: `${ID}/1`, route: 'STORE_CREDIT', destinationId: 'd1' },
        consent: { givenAt: '2026-03-02T09:00:00Z', evidence: { kind: 'E_MAIL', reference: 'case/1' } },
      },
    ],
    [ID, { kind: 'approveRoute', approvalId: `${ID}/approval/1`, decision: 'REFUSED' }],
    [ID, { kind: 'reopen', reason: 'New photos' }],
    [ID, { kind: 'approveReopening', approvalId: `${ID}/approval/1`, decision: 'APPROVED' }],
  ]);
});

test.each([
  ['en', 'Waiting for'],
  ['zh', '等待'],
])('show tells the story in %s', async (locale, words) => {
  const entry = {
    at: '2026-01-01T10:00:00.000Z',
    event: 'REQUESTED',
    actor: { id: 'cli', role: 'service' as const },
    to: 'AWAITING_DECISION' as const,
    details: { refund: 2445 },
  };
  const ran = await runCommand(['show', ID, '--locale', locale], {
    get: () => Promise.resolve(VIEW),
    timeline: () => Promise.resolve([entry]),
  });
  expect(ran.exitCode).toBe(0);
  expect(ran.out).toContain(words);
  expect(ran.out).toMatch(/2026-01-01 10:00 UTC {2}REQUESTED: AWAITING_DECISION {2}service cli +refund BRL 24\.45/);
});

test('list filters and prints one JSON document when asked to', async () => {
  const asked: unknown[] = [];
  const list = (...args: unknown[]) => Promise.resolve((asked.push(args), []));
  const ran = await runCommand(['list', '--state', 'SETTLED', '--merchant', 'm1', '--limit', '5', '--json'], { list });
  expect(asked).toEqual([[{ state: ['SETTLED'], merchantId: 'm1' }, 5]]);
  asked.length = 0;
  const more = [
    '--find',
    'o1',
    '--needs-human',
    '--late-refunds',
    '--active',
    '--sort',
    'deadline',
    '--before',
    '2026-03-01T12:00:00+01:00',
  ];
  expect(
    (await runCommand(['list', ...more, '--waiting-on', 'MERCHANT', '--reason', 'CHANGED_MIND'], { list })).exitCode,
  ).toBe(0);
  expect(asked).toEqual([
    [
      {
        ...{ q: 'o1', needsHuman: true, lateRefunds: true },
        ...{ active: true, sort: 'deadline', deadlineBefore: '2026-03-01T11:00:00.000Z' },
        ...{ waitingOn: 'MERCHANT', reason: 'CHANGED_MIND' },
      },
      20,
    ],
  ]);
  expect((await runCommand(['list', '--before', 'noon'], { list })).exitCode).toBe(2);
  expect(JSON.parse(ran.out)).toEqual({ shopId: 'olist', items: [] });
});

test('what does not answer ends with 3, a fault of ours with 4, and the door is closed', async () => {
  const unavailable = await runCommand(['withdraw', ID], {
    withdraw: () => Promise.reject(new RescindUnavailable('WORKER', 100)),
  });
  expect(unavailable).toMatchObject({ exitCode: 3, closed: 1 });
  expect(unavailable.err).toContain('No worker has answered');
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  expect((await runCommand(['list'], { list: () => Promise.reject(refused) })).exitCode).toBe(3);
  expect((await runCommand(['list'], { list: () => Promise.reject(new TypeError('oops')) })).exitCode).toBe(4);
});
