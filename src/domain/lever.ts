import type { Role } from './cancellation';
import type { InterceptionOutcome } from './shipment';

/** What support may do to a cancellation that needs a person. Each says its effect in docs/levers.md. */
export type Lever =
  /** Runs the step that is stuck once more. */
  | { readonly kind: 'retryStep' }
  /** Replaces a leg that is proven failed by a new one to the same tender. */
  | { readonly kind: 'retryRefund'; readonly legId: string }
  /** Records that a leg that is proven failed was paid back by hand, with the reference of that payment. */
  | { readonly kind: 'recordManualRefund'; readonly legId: string; readonly reference: string }
  /**
   * Sends what a leg that is proven failed could not, another way: with the customer's consent, evidence of it, and a second person's
   * approval, who pulls `approveRoute`.
   */
  | {
      readonly kind: 'chooseAlternateRoute';
      readonly legId: string;
      readonly route: PayoutRoute;
      readonly destinationId: string;
      readonly consent: { readonly givenAt: string; readonly evidence: EvidenceRef };
    }
  /** Allows, or refuses, what another person asked for. */
  | { readonly kind: 'approveRoute'; readonly approvalId: string; readonly decision: 'APPROVED' | 'REFUSED' }
  /** Says what became of a parcel when the carrier cannot. */
  | {
      readonly kind: 'resolveInterception';
      readonly shipmentId: string;
      readonly outcome: Exclude<InterceptionOutcome, 'UNKNOWN'>;
    }
  /** Records that a parcel which could not be stopped has come back. */
  | { readonly kind: 'recordReturn'; readonly shipmentId: string }
  /** Decides in the merchant's place a part that was escalated; nobody overrules it. */
  | {
      readonly kind: 'arbitrate';
      readonly merchantId: string;
      readonly ruling: 'APPROVED' | 'UPHELD';
      readonly evidence?: EvidenceRef;
    }
  /** Gives a merchant more time to decide: whole minutes, 1 to 10,080, of its clock's kind of time. */
  | { readonly kind: 'extendDeadline'; readonly merchantId: string; readonly minutes: number };

/** Where else money may go than where it came from. */
export type PayoutRoute = 'BANK_TRANSFER' | 'STORE_CREDIT';

/** A document in the shop's own files: a reference, and its SHA-256 where there is one, never the document. */
export interface EvidenceRef {
  readonly kind: string;
  readonly reference: string;
  readonly sha256?: string;
}

/** What support may do to a cancellation that has ended: its run is over, so these are no updates of it. */
export type EndedLever =
  /** Asks that it is decided again, and says why (1 to 500 characters, kept in the database alone). */
  | { readonly kind: 'reopen'; readonly reason: string }
  /** Allows that, or refuses it, when another person asked. */
  | { readonly kind: 'approveReopening'; readonly approvalId: string; readonly decision: 'APPROVED' | 'REFUSED' };

export type AnyLever = Lever | EndedLever;

export type LeverKind = AnyLever['kind'];

/** Is this one for a cancellation that has ended? */
export function isEndedLever(lever: AnyLever): lever is EndedLever {
  return lever.kind === 'reopen' || lever.kind === 'approveReopening';
}

const SUPPORT: readonly Role[] = ['support', 'supervisor', 'operator', 'service'];

/** Who may pull which lever. A ruling is no operator's to give, or to have given again; a merchant says of its own parcels alone that they came back. */
export const LEVER_ROLES: Readonly<Record<LeverKind, readonly Role[]>> = {
  retryStep: SUPPORT,
  retryRefund: SUPPORT,
  recordManualRefund: SUPPORT,
  chooseAlternateRoute: SUPPORT,
  approveRoute: ['supervisor', 'operator'],
  resolveInterception: SUPPORT,
  recordReturn: [...SUPPORT, 'merchant'],
  arbitrate: ['support', 'supervisor', 'service'],
  extendDeadline: SUPPORT,
  reopen: ['support', 'supervisor', 'service'],
  approveReopening: ['supervisor'],
};
