import type { Lever, LeverKind } from '../domain/lever';
import type { LeverAnswer } from '../../workflows/cancel-order/messages';

type LeverAsk<Kind extends LeverKind> = Omit<Extract<Lever, { kind: Kind }>, 'kind'>;

/** What follows the cancellation's id: nothing where the lever needs nothing. */
type Rest<Kind extends LeverKind> = [keyof LeverAsk<Kind>] extends [never] ? [] : [ask: LeverAsk<Kind>];

/** One function for each lever: its answer, or why it was refused. */
export type Levers = {
  readonly [Kind in LeverKind]: (cancellationId: string, ...rest: Rest<Kind>) => Promise<LeverAnswer>;
};

const LEVERS = {
  retryStep: true,
  retryRefund: true,
  recordManualRefund: true,
  chooseAlternateRoute: true,
  approveRoute: true,
  resolveInterception: true,
  recordReturn: true,
  arbitrate: true,
  extendDeadline: true,
} as const satisfies Record<LeverKind, true>;

/** Makes the levers' functions of one that pulls any of them. */
export function leversOver(pull: (cancellationId: string, lever: Lever) => Promise<LeverAnswer>): Levers {
  const levers = Object.keys(LEVERS).map((kind) => [
    kind,
    (cancellationId: string, ask: object = {}) => pull(cancellationId, { kind, ...ask } as Lever),
  ]);
  return Object.fromEntries(levers) as Levers;
}
