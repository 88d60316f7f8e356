import { correctionsDue, type FinalLeg, type Repaired } from '../../src/domain/credit-note-correction';

type Given = Partial<Omit<FinalLeg, 'tender'>> & { readonly kind?: 'refund' | 'void' | 'payout' };

function leg(legId: string, amount: number, { kind = 'refund', ...more }: Given = {}): FinalLeg {
  const tender = { tenderId: 't_1', tenderKind: 'CARD', channel: 'sandbox', kind, amount } as const;
  return {
    ...{ legId, replacedBy: null, purpose: 'CANCELLATION', captureId: 'cap_1', authorizationId: null, tender },
    ...more,
  };
}

const late = (subject: string, authorizationId: string | null = null): Repaired => ({
  ...{ subject, kind: 'LATE_MONEY', authorizationId },
});
const cameBack = (subject: string): Repaired => ({ subject, kind: 'RETURNED', authorizationId: null });
const lateLeg = (legId: string, amount: number, captureId: string): FinalLeg =>
  leg(legId, amount, { purpose: 'REPAIR', captureId });

function due(repaired: readonly Repaired[], legs: readonly FinalLeg[], noted = true): [string, string, number][] {
  return correctionsDue(repaired, { legs, noted }).map(({ cause, subject, amount }) => [cause, subject, amount]);
}

it('credits money that came in too late, by what was paid back of it', () => {
  const legs = [leg('c/1', 8_000), lateLeg('c/2', 700, 'late')];
  expect(due([late('late')], legs)).toEqual([['LATE_MONEY', 'late', 700]]);
  expect(correctionsDue([late('late')], { legs, noted: true })).toMatchObject([{ tenders: [{ amount: 700 }] }]);
});

it('credits no more what the note names as released', () => {
  const legs = [
    leg('c/1', 4_500, { kind: 'void', captureId: null, authorizationId: 'auth' }),
    lateLeg('c/2', 3_000, 'late_1'),
    lateLeg('c/3', 2_000, 'late_2'),
  ];
  const repaired = [late('late_1', 'auth'), late('late_2', 'auth')];
  expect(due(repaired, legs)).toEqual([['LATE_MONEY', 'late_2', 500]]);
  expect(due(repaired, legs, false)).toEqual([
    ['LATE_MONEY', 'late_1', 3_000],
    ['LATE_MONEY', 'late_2', 2_000],
  ]);
});

it('says nothing of money that came back and went another way', () => {
  const legs = [
    leg('c/1', 8_000, { replacedBy: 'c/2' }),
    leg('c/2', 8_000, { purpose: 'REPAIR', kind: 'payout', replacedBy: 'c/3' }),
    leg('c/3', 8_000, { purpose: 'REPAIR', kind: 'payout' }),
  ];
  expect(due([cameBack('c/1'), cameBack('c/2')], legs)).toEqual([]);
});

it('takes back what others gave after it had come back, once', () => {
  const legs = [
    leg('c/1', 8_000, { replacedBy: 'c/2' }),
    leg('c/2', 8_000, { purpose: 'REPAIR', replacedBy: 'c/3' }),
    leg('c/3', 6_500, { purpose: 'REPAIR' }),
  ];
  expect(due([cameBack('c/1')], legs)).toEqual([['MONEY_RETURNED', 'c/1', -1_500]]);
  expect(due([cameBack('c/1'), cameBack('c/2')], legs)).toEqual([['MONEY_RETURNED', 'c/2', -1_500]]);
  const nobody = [leg('c/1', 8_000, { replacedBy: 'ELSEWHERE' })];
  expect(due([cameBack('c/1')], nobody)).toEqual([['MONEY_RETURNED', 'c/1', -8_000]]);
});

it('credits late money that came back in its turn once', () => {
  const legs = [
    { ...lateLeg('c/2', 700, 'late'), replacedBy: 'c/3' },
    leg('c/3', 700, { purpose: 'REPAIR', kind: 'payout' }),
  ];
  expect(due([late('late'), cameBack('c/2')], legs)).toEqual([['LATE_MONEY', 'late', 700]]);
});

it('says nothing of a repair that found nothing to do', () => {
  expect(due([late('gone'), cameBack('c/1')], [leg('c/1', 8_000)])).toEqual([]);
});
