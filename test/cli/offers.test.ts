import { runCommand } from './run-command';

const ID = 'o1.0123456789abcdef';

function recording<T>(answer: T) {
  const asked: unknown[][] = [];
  const call = (...args: unknown[]) => {
    asked.push(args);
    return Promise.resolve(answer);
  };
  return { asked, call };
}

test('offer says what is offered, in whose name', async () => {
  const { asked, call } = recording({ outcome: 'offered' } as const);
  const args = [
    '--merchant',
    'm1',
    '--kind',
    'PARTIAL_REFUND',
    '--amount',
    '500',
    '--currency',
    'EUR',
    '--note',
    'hm?',
  ];
  const ran = await runCommand(['offer', ID, ...args], { makeOffer: call });
  const terms = { kind: 'PARTIAL_REFUND', amount: 500, currency: 'EUR' };
  expect(asked).toEqual([[ID, { merchantId: 'm1', terms, note: 'hm?' }]]);
  expect(ran).toMatchObject({ exitCode: 0, hints: [{ orderId: 'o1' }], closed: 1 });
});

test.each([
  ['--accept', 'ACCEPTED'],
  ['--decline', 'DECLINED'],
])('answer-offer %s', async (option, answer) => {
  const { asked, call } = recording({ outcome: 'recorded' } as const);
  const ran = await runCommand(['answer-offer', ID, '--offer', 'ofr_1', option], { answerOffer: call });
  expect(asked).toEqual([[ID, { offerId: 'ofr_1', answer }]]);
  expect(ran).toMatchObject({ exitCode: 0, out: `${answer}: ofr_1` });
});

test('decide approves only some units, with the choice of what becomes of them', async () => {
  const { asked, call } = recording({ outcome: 'recorded' } as const);
  const some = ['--line', '1:2', '--line', '2:1', '--restock', 'WRITE_OFF'];
  await runCommand(['decide', ID, '--merchant', 'm1', '--approve', ...some], { decide: call });
  const lines = [
    { lineId: '1', quantity: 2 },
    { lineId: '2', quantity: 1 },
  ];
  expect(asked).toEqual([[ID, { merchantId: 'm1', outcome: 'APPROVED', lines, restock: 'WRITE_OFF' }]]);
});

test('the lever extendDeadline takes merchant and minutes', async () => {
  const { asked, call } = recording({ outcome: 'done' } as const);
  const ran = await runCommand(['lever', 'extendDeadline', ID, '--merchant', 'm1', '--minutes', '90'], { pull: call });
  expect(asked).toEqual([[ID, { kind: 'extendDeadline', merchantId: 'm1', minutes: 90 }]]);
  expect(ran.exitCode).toBe(0);
});

test.each<[string, readonly string[], RegExp]>([
  ['an offer of nothing', ['offer', ID, '--merchant', 'm1'], /--kind/],
  [
    'an amount without a currency',
    ['offer', ID, '--merchant', 'm1', '--kind', 'COUPON', '--amount', '5'],
    /go together/,
  ],
  ['a partial refund of nothing', ['offer', ID, '--merchant', 'm1', '--kind', 'PARTIAL_REFUND'], /needs --amount/],
  ['an answer that says neither', ['answer-offer', ID, '--offer', 'o'], /either --accept or --decline/],
  ['an answer that says both', ['answer-offer', ID, '--offer', 'o', '--accept', '--decline'], /either/],
  [
    'a rejection of some units',
    ['decide', ID, '--merchant', 'm1', '--reject', '--reason', 'OTHER', '--line', '1:1'],
    /belong to --approve/,
  ],
  ['more time without how much', ['lever', 'extendDeadline', ID, '--merchant', 'm1'], /needs --minutes/],
])('%s is wrong usage', async (_what, args, message) => {
  const ran = await runCommand(args);
  expect({ exitCode: ran.exitCode, hints: ran.hints }).toEqual({ exitCode: 2, hints: [] });
  expect(ran.err).toMatch(message);
});
