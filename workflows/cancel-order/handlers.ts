import { CancellationScope, condition, setHandler } from '@temporalio/workflow';
import type { RequestAnswer } from '../../src/domain/request';
import {
  answerOfferUpdate,
  confirmSignal,
  decidedSignal,
  decideUpdate,
  progressQuery,
  refundUpdateSignal,
  rejectSignal,
  requestUpdate,
  shipmentUpdateSignal,
  withdrawUpdate,
} from './messages';
import { setLeverHandlers } from './lever-handlers';
import type { AnswerOfferAnswer, DecideAnswer, WithdrawAnswer } from './messages';
import type { Run } from './run';
import { viewOf } from './view';

/** The time at which this task handles a message: when a bare signal or an update counts from. */
function handledAt(): string {
  return new Date(Date.now()).toISOString();
}

function setDecisionHandlers({ inbox }: Run): void {
  setHandler(
    decideUpdate,
    (input) =>
      inbox.ask({
        kind: 'decide',
        input: { ...input, door: 'UPDATE', receivedAt: handledAt() },
      }) as Promise<DecideAnswer>,
    { description: 'A merchant approves or rejects: {"merchantId":"m_1","outcome":"APPROVED","actor":{…}}' },
  );
  setHandler(
    confirmSignal,
    (input) =>
      inbox.post({
        kind: 'decide',
        input: { ...input, outcome: 'APPROVED', door: 'SIGNAL', receivedAt: handledAt() },
      }),
    { description: 'A merchant approves its part. Counts from when it is handled' },
  );
  setHandler(
    rejectSignal,
    (input) =>
      inbox.post({
        kind: 'decide',
        input: { ...input, outcome: 'REJECTED', door: 'SIGNAL', receivedAt: handledAt() },
      }),
    { description: 'A merchant rejects its part, with a rejectionReason. Counts from when it is handled' },
  );
}

/**
 * Handlers run no step: they hand over to main and wait for its recorded result, and signal handlers never throw.
 */
export function setHandlers(run: Run): void {
  const { inbox } = run;
  setHandler(
    requestUpdate,
    async () => {
      await CancellationScope.nonCancellable(() => condition(() => run.answer !== undefined));
      return run.answer as unknown as RequestAnswer;
    },
    {
      description: 'Answers the request that this run was started with: accepted with a quote, or refused with a code',
    },
  );
  setDecisionHandlers(run);
  setHandler(
    answerOfferUpdate,
    (input) =>
      inbox.ask({ kind: 'answerOffer', input: { ...input, receivedAt: handledAt() } }) as Promise<AnswerOfferAnswer>,
    { description: 'A customer answers an offer: {"offerId":"ofr_1","answer":"ACCEPTED","actor":{…}}, or DECLINED' },
  );
  setHandler(withdrawUpdate, ({ actor }) => inbox.ask({ kind: 'withdraw', actor }) as Promise<WithdrawAnswer>, {
    description: 'Takes the request back, until the first irreversible act: {"actor":{"id":"c_1","role":"customer"}}',
  });
  setLeverHandlers(inbox);
  setHandler(decidedSignal, () => inbox.post({ kind: 'follow', what: 'decision' }), {
    description: 'A decision, an offer or a deadline was recorded through another door: follow it',
  });
  setHandler(shipmentUpdateSignal, () => inbox.post({ kind: 'follow', what: 'shipment' }), {
    description: 'Something happened to a parcel that this run waits for',
  });
  setHandler(refundUpdateSignal, () => inbox.post({ kind: 'follow', what: 'refund' }), {
    description: 'Something happened to a refund that this run waits for',
  });
  setHandler(progressQuery, () => viewOf(run), { description: 'Where the cancellation stands' });
}
