import { applicableLevers, type LeverFacts } from '../../src/domain/applicable-levers';
import { leverEffect } from '../../src/domain/explain/lever-effect';
import { ROLES, type Role } from '../../src/domain/cancellation';
import { LEVER_ROLES, type LeverKind } from '../../src/domain/lever';

const NOTHING: LeverFacts = {
  ...{ state: 'NEEDS_HUMAN', isWithdrawn: false, isCommitted: false },
  ...{ parts: [], legs: [], parcels: [], approvals: [], isTakenUp: false, reopenings: [] },
};
const FAILED = { legId: 'c/1', kind: 'refund', state: 'FAILED', isReplaced: false, cameBack: false } as const;
const PARCEL = { shipmentId: 's_1', state: 'IN_TRANSIT', merchantIds: ['m_1'] } as const;

function kinds(facts: Partial<LeverFacts>, role: Role = 'supervisor', id = 'u_1'): string[] {
  return applicableLevers({ ...NOTHING, ...facts }, { id, role }).map(({ kind, subject }) =>
    [kind, ...Object.values(subject as Record<string, string>)].join(' '),
  );
}

it.each<[string, Partial<LeverFacts>, readonly string[]]>([
  ['nothing that is stuck', { state: 'CLOSED' }, []],
  ['a step that is stuck', { stuck: 'STEP_FAILED' }, ['retryStep']],
  [
    'a leg that failed',
    { stuck: 'REFUND_FAILED', legs: [FAILED] },
    ['retryRefund c/1', 'recordManualRefund c/1', 'chooseAlternateRoute c/1'],
  ],
  [
    'money that came back',
    { state: 'REPAIRING', legs: [{ ...FAILED, state: 'SUCCEEDED', cameBack: true }] },
    ['retryRefund c/1', 'recordManualRefund c/1', 'chooseAlternateRoute c/1'],
  ],
  ['a leg that was replaced', { legs: [{ ...FAILED, isReplaced: true }] }, []],
  ['a leg that may still go through', { legs: [{ ...FAILED, state: 'AMBIGUOUS' }] }, []],
  ['a void that failed', { legs: [{ ...FAILED, kind: 'void' }] }, ['retryRefund c/1', 'recordManualRefund c/1']],
  [
    'another way that was asked for',
    { legs: [FAILED], approvals: [{ approvalId: 'a', legId: 'c/1', askedBy: 'u_2' }] },
    ['retryRefund c/1', 'recordManualRefund c/1', 'approveRoute a c/1'],
  ],
  [
    'a carrier that is silent',
    { stuck: 'INTERCEPTION_UNKNOWN', parcels: [{ ...PARCEL, interception: 'UNKNOWN' }] },
    ['retryStep', 'resolveInterception s_1', 'recordReturn s_1'],
  ],
  [
    'a parcel that was stopped',
    { state: 'INTERCEPTING', parcels: [{ ...PARCEL, state: 'STOPPED', interception: 'STOPPED', known: 'STOPPED' }] },
    [],
  ],
  ['a parcel that nobody asked about', { state: 'INTERCEPTING', parcels: [PARCEL] }, []],
  [
    'a parcel on its way back',
    { state: 'AWAITING_RETURN', parcels: [{ ...PARCEL, interception: 'ALREADY_OUT', known: 'ALREADY_OUT' }] },
    ['recordReturn s_1'],
  ],
  [
    'a parcel that is back',
    {
      state: 'REFUNDING',
      isCommitted: true,
      parcels: [{ ...PARCEL, interception: 'ALREADY_OUT', known: 'ALREADY_OUT' }],
    },
    [],
  ],
  [
    'a part that was escalated',
    { state: 'ARBITRATION', parts: [{ merchantId: 'm_1', decision: 'ESCALATED', isRunning: true }] },
    ['arbitrate m_1'],
  ],
  [
    'a part that is asked',
    { state: 'AWAITING_DECISION', parts: [{ merchantId: 'm_1', decision: 'PENDING', isRunning: true }] },
    ['extendDeadline m_1'],
  ],
  [
    'one that was withdrawn',
    { isWithdrawn: true, parts: [{ merchantId: 'm_1', decision: 'ESCALATED', isRunning: true }] },
    [],
  ],
  ['one that was rejected', { state: 'REJECTED' }, ['reopen']],
  ['one that an arbiter has upheld, whatever there is of it', { state: 'UPHELD', legs: [FAILED] }, ['reopen']],
  [
    'one that somebody wants decided again',
    { state: 'REJECTED', reopenings: [{ approvalId: 'a', askedBy: 'u_2' }] },
    ['approveReopening a'],
  ],
  [
    'one that is decided again',
    { state: 'UPHELD', isTakenUp: true, reopenings: [{ approvalId: 'a', askedBy: 'u_2' }] },
    [],
  ],
  ['one that ended with nothing to decide', { state: 'WITHDRAWN' }, []],
  ['one that goes on, and was asked to be reopened', { reopenings: [{ approvalId: 'a', askedBy: 'u_2' }] }, []],
])('of %s', (_name, facts, levers) => {
  expect(kinds(facts)).toEqual(levers);
});

it('gives nobody a lever of another role', () => {
  const facts: Partial<LeverFacts> = {
    stuck: 'STEP_FAILED',
    parts: [{ merchantId: 'm_1', decision: 'ESCALATED', isRunning: true }],
    approvals: [{ approvalId: 'a', legId: 'c/1', askedBy: 'u_2' }],
  };
  expect(kinds(facts, 'support')).toEqual(['retryStep', 'arbitrate m_1']);
  expect(kinds(facts, 'operator')).toEqual(['retryStep', 'approveRoute a c/1']);
  for (const role of ['customer', 'merchant', 'auditor'] as const) expect(kinds(facts, role)).toEqual([]);
});

it('gives a merchant the return of parcels of its own units alone, unless support looks at them', () => {
  const out = { ...PARCEL, interception: 'ALREADY_OUT', known: 'ALREADY_OUT' } as const;
  const facts: LeverFacts = {
    ...{ ...NOTHING, state: 'AWAITING_RETURN', legs: [FAILED] },
    parts: [{ merchantId: 'm_1', decision: 'ESCALATED', isRunning: true }],
    parcels: [
      out,
      { ...out, shipmentId: 's_mixed', merchantIds: ['m_1', 'm_2'] },
      { ...out, shipmentId: 's_other', merchantIds: ['m_2'] },
    ],
  };
  const listed = (merchantId?: string, over: Partial<LeverFacts> = {}) =>
    applicableLevers({ ...facts, ...over }, { id: 'u_1', role: 'merchant' }, merchantId);
  expect(listed('m_1')).toEqual([{ kind: 'recordReturn', subject: { shipmentId: 's_1' } }]);
  expect(listed('m_2')).toEqual([{ kind: 'recordReturn', subject: { shipmentId: 's_other' } }]);
  expect(listed()).toEqual([]);
  expect(listed('m_1', { state: 'NEEDS_HUMAN', stuck: 'PARCEL_NOT_STOPPED' })).toEqual([]);
});

it('gives reopening to those who may ask, and to those who may allow', () => {
  const reopenings = [{ approvalId: 'a', askedBy: 'u_2' }];
  const may = (facts: Partial<LeverFacts>) =>
    ROLES.filter((role) => kinds({ state: 'REJECTED', ...facts }, role).length > 0);
  expect(may({})).toEqual(['service', 'support', 'supervisor']);
  expect(may({ reopenings })).toEqual(['supervisor']);
  expect(kinds({ state: 'REJECTED', reopenings }, 'supervisor', 'u_2')).toEqual([]);
});

it('lets nobody allow what they asked for themselves', () => {
  const approvals = [{ approvalId: 'a', legId: 'c/1', askedBy: 'u_1' }];
  expect(kinds({ approvals }, 'supervisor', 'u_1')).toEqual([]);
  expect(kinds({ approvals }, 'supervisor', 'u_2')).toEqual(['approveRoute a c/1']);
});

it('says of every lever what it does, in both languages', () => {
  for (const kind of Object.keys(LEVER_ROLES) as LeverKind[]) {
    expect(leverEffect(kind, 'en')).toMatch(/^[A-Z].*\.$/);
    expect(leverEffect(kind, 'zh')).toMatch(/\p{Script=Han}.*。$/u);
  }
});
