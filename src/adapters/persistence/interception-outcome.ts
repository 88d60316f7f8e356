import type { ShipmentState } from '../../domain/order';
import type { InterceptionOutcome } from '../../domain/shipment';

export interface ParcelRow {
  readonly shipment_id: string;
  readonly tracking_ref: string;
  readonly state: ShipmentState;
  /** What this cancellation has heard of it; null where it never asked. */
  readonly interception: 'ASKED' | InterceptionOutcome | null;
}

type Proven = Exclude<InterceptionOutcome, 'UNKNOWN'>;

/** Answers that hold for ever; ASKED and UNKNOWN do not. */
export function isProven(interception: ParcelRow['interception']): interception is Proven {
  return interception !== null && interception !== 'ASKED' && interception !== 'UNKNOWN';
}

/**
 * What became of a parcel, where it is known: the shipment's own state first, since
 * a lever or the shop may have said it.
 */
export function knownOutcome({ state, interception }: ParcelRow): Proven | undefined {
  if (state === 'STOPPED' || state === 'RETURNED') return 'STOPPED';
  if (isProven(interception)) return interception;
  return state === 'DELIVERED' ? 'DELIVERED' : undefined;
}
