import { setHandler } from '@temporalio/workflow';
import type { Lever } from '../../src/domain/lever';
import type { Inbox } from './inbox';
import { LEVER_UPDATES, type LeverAnswer, type LeverInput } from './messages';

const LEVERS: Record<Lever['kind'], string> = {
  retryStep:
    'Runs the step that is stuck once more. {"lever":{"kind":"retryStep"},"actor":{"id":"s_1","role":"support"}}',
  retryRefund: 'Sends a refund that is proven failed again, as a new leg. Needs {"kind":"retryRefund","legId":"…"}',
  recordManualRefund: 'Records that a failed refund was paid by hand. Needs legId and the reference of that payment',
  chooseAlternateRoute:
    'Asks that a failed refund goes another way. Needs legId, route, destinationId, consent; another person approves',
  approveRoute: 'Allows, or refuses, what another person asked for. Needs approvalId and decision APPROVED or REFUSED',
  resolveInterception: 'Says what became of a parcel. Needs shipmentId and outcome STOPPED, ALREADY_OUT or DELIVERED',
  recordReturn: 'Records that a parcel came back. Needs shipmentId; of a merchant, merchantId beside the actor',
  extendDeadline: 'Gives a merchant more time to decide. Needs merchantId and minutes, 1 to 10080',
  arbitrate: 'Decides an escalated part in the merchant’s place. Needs merchantId and ruling APPROVED or UPHELD',
};

/** For whom it is pulled, where that is said. */
export function ofMerchant(merchantId: string | undefined): Pick<LeverInput, 'merchantId'> {
  return merchantId === undefined ? {} : { merchantId };
}

/** Every lever hands over to main and waits for what becomes of it. */
export function setLeverHandlers(inbox: Inbox): void {
  for (const [kind, description] of Object.entries(LEVERS) as [Lever['kind'], string][]) {
    const pull = ({ lever, actor, merchantId }: LeverInput) =>
      inbox.ask({ kind: 'lever', lever, actor, ...ofMerchant(merchantId) }) as Promise<LeverAnswer>;
    setHandler(LEVER_UPDATES[kind], pull, { description });
  }
}
