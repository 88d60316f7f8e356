import { randomUUID } from 'node:crypto';
import {
  type Client,
  type UpdateDefinition,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { Actor } from '../domain/cancellation';
import type { ApprovedLine, RejectionReason } from '../domain/decision';
import type { Lever } from '../domain/lever';
import type { StockRule } from '../domain/policy';
import type { Refusal } from '../domain/refusals';
import type { CancellationRequest, RequestAnswer } from '../domain/request';
import {
  answerOfferUpdate,
  CANCEL_ORDER,
  cancelOrderId,
  decidedSignal,
  decideUpdate,
  LEVER_UPDATES,
  refundUpdateSignal,
  requestUpdate,
  withdrawUpdate,
  type AnswerOfferAnswer,
  type DecideAnswer,
  type LeverAnswer,
  type LeverInput,
  type WithdrawAnswer,
} from '../../workflows/cancel-order/messages';
import { runningRepairs, tellRepair } from './repairs';
import { startOptions } from './start-options';
import { temporalFault } from './temporal-fault';
import { untilAnswered } from './until-answered';

/** The run has ended, or there never was one. */
export type Closed = 'closed';

export interface MerchantDecision {
  readonly merchantId: string;
  readonly outcome: 'APPROVED' | 'REJECTED';
  /** Needed to reject. */
  readonly rejectionReason?: RejectionReason;
  /** Approves these units alone; the rest is rejected. */
  readonly lines?: readonly ApprovedLine[];
  /** What becomes of the stock, in place of the policy's rule. */
  readonly restock?: StockRule;
}

/** What a customer says to a merchant's offer. */
export interface OfferAnswer {
  readonly offerId: string;
  readonly answer: 'ACCEPTED' | 'DECLINED';
}

export interface TemporalDoorOptions {
  readonly shopId: string;
  readonly actor: Actor;
  /** For whom an actor of role merchant acts. */
  readonly merchantId?: string;
  /** How long a call may take, retries and all, ms. */
  readonly timeoutMs: number;
}

/** Cancellations as messages to their workflows. Every call throws RescindUnavailable when nobody answers in time. */
export interface TemporalDoor {
  readonly request: (request: CancellationRequest) => Promise<RequestAnswer | Closed>;
  readonly decide: (cancellationId: string, decision: MerchantDecision) => Promise<DecideAnswer | Closed>;
  readonly answerOffer: (cancellationId: string, answer: OfferAnswer) => Promise<AnswerOfferAnswer | Closed>;
  readonly withdraw: (cancellationId: string) => Promise<WithdrawAnswer | Closed>;
  readonly pull: (cancellationId: string, lever: Lever) => Promise<LeverAnswer | Closed>;
  readonly tellDecided: (cancellationId: string) => Promise<'sent' | Closed>;
  /** Without a leg: a payment that the run waits for has changed. */
  readonly tellRefund: (cancellationId: string, legId?: string) => Promise<'sent' | Closed>;
  /** Starts a repair, or tells the run that is there. `subject`: the leg that came back, or the capture that came too late. */
  readonly tellRepair: (repair: {
    readonly cancellationId: string;
    readonly subject: string;
  }) => Promise<'sent' | Closed>;
  /** How a run that takes no message any more is told: it has ended, or was never there. */
  readonly whyClosed: (cancellationId: string) => Promise<Refusal>;
}

/** Opens cancellations of one shop to one actor, over a client of the caller's, which stays the caller's to close. */
export function openTemporalDoor(client: Client, options: TemporalDoorOptions): TemporalDoor {
  const { shopId, actor, merchantId, timeoutMs } = options;
  const answered = <T>(call: () => Promise<T>) => closedOr(untilAnswered(client, timeoutMs, call));
  const handle = (cancellationId: string) => client.workflow.getHandle(cancelOrderId(shopId, cancellationId));
  const update = <T, Input>(cancellationId: string, definition: UpdateDefinition<T, [Input]>, input: Input) => {
    const updateId = randomUUID();
    return answered(() => handle(cancellationId).executeUpdate(definition, { args: [input], updateId }));
  };
  /** A cancellation that was settled may be repaired: every repair of it is told, since the same lever again is the same pull. */
  const pullInRepairs = async (cancellationId: string, input: LeverInput): Promise<LeverAnswer | Closed> => {
    const ids = await untilAnswered(client, timeoutMs, () => runningRepairs(client, shopId, cancellationId));
    const answers: (LeverAnswer | Closed)[] = [];
    for (const id of ids) {
      const updateId = randomUUID();
      const options = { args: [input] as [LeverInput], updateId };
      answers.push(
        await answered(() => client.workflow.getHandle(id).executeUpdate(LEVER_UPDATES[input.lever.kind], options)),
      );
    }
    return answers.find((answer) => answer !== 'closed' && answer.outcome === 'done') ?? answers[0] ?? 'closed';
  };
  return {
    request: (request) =>
      answered(() =>
        client.workflow.executeUpdateWithStart(requestUpdate, {
          updateId: request.idempotencyKey,
          startWorkflowOperation: new WithStartWorkflowOperation(CANCEL_ORDER, startOptions(request)),
        }),
      ),
    decide: (cancellationId, decision) => update(cancellationId, decideUpdate, { ...decision, actor }),
    answerOffer: (cancellationId, answer) => update(cancellationId, answerOfferUpdate, { ...answer, actor }),
    withdraw: (cancellationId) => update(cancellationId, withdrawUpdate, { actor }),
    pull: async (cancellationId, lever) => {
      const input = { lever, actor, ...(merchantId === undefined ? {} : { merchantId }) };
      const answer = await update(cancellationId, LEVER_UPDATES[lever.kind], input);
      if (answer !== 'closed') return answer;
      return pullInRepairs(cancellationId, input);
    },
    tellDecided: (cancellationId) =>
      answered(async () => {
        await handle(cancellationId).signal(decidedSignal);
        return 'sent' as const;
      }),
    tellRefund: (cancellationId, legId) =>
      answered(async () => {
        await handle(cancellationId).signal(refundUpdateSignal, legId === undefined ? {} : { legId });
        return 'sent' as const;
      }),
    tellRepair: (repair) =>
      answered(async () => {
        await tellRepair(client, { shopId, ...repair });
        return 'sent' as const;
      }),
    whyClosed: (cancellationId) => whyClosed(client, cancelOrderId(shopId, cancellationId)),
  };
}

async function closedOr<T>(call: Promise<T>): Promise<T | Closed> {
  try {
    return await call;
  } catch (error) {
    if (temporalFault(error) === 'CLOSED') return 'closed';
    throw error;
  }
}

async function whyClosed(client: Client, workflowId: string): Promise<Refusal> {
  try {
    await client.workflow.getHandle(workflowId).describe();
    return { outcome: 'refused', code: 'CANCELLATION_ENDED' };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { outcome: 'refused', code: 'CANCELLATION_NOT_FOUND' };
    throw error;
  }
}
