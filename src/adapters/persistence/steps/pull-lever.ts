import { LEVER_ROLES } from '../../../domain/lever';
import { refused, type Refusal } from '../../../domain/refusals';
import type { CancellationState } from '../../../domain/cancellation';
import type { CancellationBook, CancellationRef, LeverResult } from '../../../ports/cancellation-book';
import type { Database, Transaction } from '../database';
import { hasEnded } from '../has-ended';
import { inTransaction } from '../in-transaction';
import { approveRoute } from '../levers/approve-route';
import { arbitrate } from '../levers/arbitrate';
import { extendDeadline, wasExtended } from '../levers/extend-deadline';
import { chooseAlternateRoute } from '../levers/choose-alternate-route';
import type { LeverEffect, Pull } from '../levers/lever-effect';
import { whyNotMerchants } from '../levers/own-parcel';
import { recordReturn, resolveInterception } from '../levers/parcel-levers';
import { recordManualRefund, retryRefund } from '../levers/replace-leg';
import { retryStep } from '../levers/retry-step';
import { wasPulled } from '../levers/was-pulled';
import { isRouting, wasRouted } from '../levers/was-routed';
import { lockCancellationIfThere } from '../lock-cancellation';
import { moveState } from '../move-state';
import { loadStanding, standingOf } from '../standing';
import { NOT_STUCK } from '../stuck';
import { waitingOnOf } from '../waiting';
import { loadLegs } from './read-legs';

/**
 * Applies a lever, once the actor's role is checked, and tells it on the timeline. The same lever by the same actor, pulled again
 * before the cancellation needed a person anew, is the same pull. Refused with CANCELLATION_NOT_FOUND, ROLE_NOT_ALLOWED,
 * CANCELLATION_ENDED, LEVER_NOT_APPLICABLE (the details say why), NOT_AWAITING_DECISION, ALREADY_DECIDED, DECISION_TOO_LATE, LEG_NOT_FOUND, LEG_NOT_FAILED, MERCHANT_NOT_ASKED,
 * ALREADY_WITHDRAWN, CONSENT_MISSING, DESTINATION_NOT_FOUND, DESTINATION_INVALID, APPROVAL_NOT_FOUND or SECOND_PERSON_NEEDED.
 */
export function pullLever(db: Database): CancellationBook['pullLever'] {
  return (input) =>
    inTransaction(db, async (tx) => {
      const { lever, actor, merchantId } = input;
      const { role } = actor;
      if (!LEVER_ROLES[lever.kind].includes(role)) return refused('ROLE_NOT_ALLOWED', { role, lever: lever.kind });
      const row = await lockCancellationIfThere(tx, input);
      if (row === undefined) return refused('CANCELLATION_NOT_FOUND');
      const pull = { tx, row, lever, actor, ...(merchantId === undefined ? {} : { merchantId }) };
      const notMerchants = await whyNotMerchants(pull);
      if (notMerchants !== undefined) return notMerchants;
      if (await wasDone(pull, input.deadline)) return resultOf(tx, input, row.state);
      if (hasEnded(row.state)) return refused('CANCELLATION_ENDED', { state: row.state });
      const effect = await apply(pull);
      if (effect.outcome === 'refused') return effect;
      await record(pull, effect);
      return resultOf(tx, input, effect.to);
    });
}

function wasDone(pull: Pull, deadline: string | undefined): Promise<boolean> {
  const { lever } = pull;
  if (lever.kind === 'extendDeadline') return wasExtended(pull, deadline);
  return isRouting(lever) ? wasRouted({ ...pull, lever }) : wasPulled(pull);
}

function apply(pull: Pull): Promise<LeverEffect | Refusal> {
  const { lever } = pull;
  switch (lever.kind) {
    case 'retryStep':
      return retryStep({ ...pull, lever });
    case 'retryRefund':
      return retryRefund({ ...pull, lever });
    case 'recordManualRefund':
      return recordManualRefund({ ...pull, lever });
    case 'chooseAlternateRoute':
      return chooseAlternateRoute({ ...pull, lever });
    case 'approveRoute':
      return approveRoute({ ...pull, lever });
    case 'resolveInterception':
      return resolveInterception({ ...pull, lever });
    case 'recordReturn':
      return recordReturn({ ...pull, lever });
    case 'arbitrate':
      return arbitrate({ ...pull, lever });
    case 'extendDeadline':
      return extendDeadline({ ...pull, lever });
  }
}

async function record({ tx, row, lever, actor, merchantId }: Pull, { to, set, details }: LeverEffect): Promise<void> {
  const ref = { shopId: row.shop_id, cancellationId: row.cancellation_id };
  await moveState(tx, row, {
    to,
    waitingOn: waitingOnOf(to, standingOf(await loadStanding(tx, ref))),
    event: 'LEVER_PULLED',
    actor,
    reason: lever.kind,
    details: { lever, ...(actor.role === 'merchant' ? { merchantId } : {}), ...details },
    set: { ...(to === 'NEEDS_HUMAN' ? {} : NOT_STUCK), ...set },
  });
}

async function resultOf(tx: Transaction, ref: CancellationRef, state: CancellationState): Promise<LeverResult> {
  const standing = standingOf(await loadStanding(tx, ref));
  return { outcome: 'done', standing, legs: await loadLegs(tx, ref), state };
}
