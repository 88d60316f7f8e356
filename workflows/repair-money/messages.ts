import type { CancellationState } from '../../src/domain/cancellation';
import type { Minor } from '../../src/domain/money';

export const REPAIR_MONEY = 'repairMoney';

/** Names one repair: of a leg whose money came back, or of a capture that came too late. */
export interface RepairInput {
  readonly shopId: string;
  readonly cancellationId: string;
  readonly subject: string;
}

export interface RepairResult {
  readonly cancellationId: string;
  readonly subject: string;
  /** The cancellation's state: SETTLED once more, or that of a cancellation whose own run goes on with it. */
  readonly outcome: CancellationState;
  /** What the repair was about, minor units of `currency`. */
  readonly amount?: Minor;
  readonly currency?: string;
}

/** `repair/<shop>/<legId or captureId>`. */
export function repairId({ shopId, subject }: Pick<RepairInput, 'shopId' | 'subject'>): string {
  return `repair/${shopId}/${subject}`;
}
