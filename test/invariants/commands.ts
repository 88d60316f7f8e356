import fc from 'fast-check';
import type { TenderOrder } from '../../src/domain/policy';
import { FAULTS, type Fault } from './world';

/** One thing that happens. Numbers choose among what is there at that moment. */
export type Command =
  | { readonly kind: 'submit' | 'query'; readonly leg: number; readonly fault: Fault }
  | { readonly kind: 'settle'; readonly which: number; readonly succeeds: boolean }
  | { readonly kind: 'deliver'; readonly which: number }
  | { readonly kind: 'retryRefund' | 'byHand' | 'anotherRoute'; readonly leg: number }
  | { readonly kind: 'external'; readonly capture: number; readonly amount: number }
  | { readonly kind: 'cancelRest' }
  | { readonly kind: 'both'; readonly one: Command; readonly other: Command };

export interface Scenario {
  /** Shares of what was paid, per capture of each tender. */
  readonly tenders: readonly (readonly number[])[];
  readonly tenderOrder: TenderOrder;
  /** Pieces of the first line that the first cancellation takes; 0: the whole order. */
  readonly firstPieces: 0 | 1 | 2;
  readonly commands: readonly Command[];
}

const nat = fc.nat({ max: 20 });

const simple: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('submit' as const), leg: nat, fault: fc.constantFrom(...FAULTS) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('query' as const),
      leg: nat,
      fault: fc.constantFrom('none' as const, 'none' as const, 'lost_answer' as const, 'another_refund' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('settle' as const), which: nat, succeeds: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('deliver' as const), which: nat }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('retryRefund' as const, 'byHand' as const, 'anotherRoute' as const),
      leg: nat,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('external' as const),
      capture: nat,
      amount: fc.integer({ min: 1, max: 900 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'cancelRest' as const }) },
);

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 5, arbitrary: simple },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('both' as const), one: simple, other: simple }) },
);

export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  tenders: fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 2 }), {
    minLength: 1,
    maxLength: 3,
  }),
  tenderOrder: fc.constantFrom<TenderOrder>('PROPORTIONAL', 'GIFT_FIRST', 'CARD_FIRST', 'REVERSE_OF_PAYMENT'),
  firstPieces: fc.constantFrom(0 as const, 1 as const, 2 as const),
  commands: fc.array(command, { minLength: 1, maxLength: 10 }),
});
