import { isEndedLever, type AnyLever, type EndedLever, type Lever, type LeverKind } from '../domain/lever';
import type { Refusal } from '../domain/refusals';
import type { LeverAnswer } from '../../workflows/cancel-order/messages';

type LeverAsk<Kind extends LeverKind> = Omit<Extract<AnyLever, { kind: Kind }>, 'kind'>;

/** What follows the cancellation's id: nothing where the lever needs nothing. */
type Rest<Kind extends LeverKind> = [keyof LeverAsk<Kind>] extends [never] ? [] : [ask: LeverAsk<Kind>];

/** What comes of a lever of a cancellation that has ended. */
export type EndedLeverAnswer =
  | (Extract<LeverAnswer, { outcome: 'done' }> & {
      /** Of `reopen`: what a second person decides on. */
      readonly approvalId?: string;
      /** Of `approveReopening`: the cancellation that decides it again. */
      readonly escalatedBy?: string;
    })
  | Refusal;

/** One function for each lever: its answer, or why it was refused. Those of a cancellation that has ended need `api`: no run is left to ask. */
export type Levers = {
  readonly [Kind in LeverKind]: (
    cancellationId: string,
    ...rest: Rest<Kind>
  ) => Promise<Kind extends EndedLever['kind'] ? EndedLeverAnswer : LeverAnswer>;
};

/** How the two kinds of levers are pulled. */
interface Pulls {
  readonly running: (cancellationId: string, lever: Lever) => Promise<LeverAnswer>;
  readonly ended: (cancellationId: string, lever: EndedLever) => Promise<EndedLeverAnswer>;
}

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
  reopen: true,
  approveReopening: true,
} as const satisfies Record<LeverKind, true>;

/** Makes the levers' functions of those that pull any of them. */
export function leversOver({ running, ended }: Pulls): Levers {
  const levers = Object.keys(LEVERS).map((kind) => [
    kind,
    (cancellationId: string, ask: object = {}) => {
      const lever = { kind, ...ask } as AnyLever;
      return isEndedLever(lever) ? ended(cancellationId, lever) : running(cancellationId, lever);
    },
  ]);
  return Object.fromEntries(levers) as Levers;
}
