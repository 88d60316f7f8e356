import { cancellationSignal } from '@temporalio/activity';
import type { ChannelAnswer } from '../src/domain/refund-leg';
import type { AttemptBegun, LegRef, LegStanding, RefundBook } from '../src/ports/refund-book';
import type { ChannelCapabilities, RefundChannel } from '../src/ports/refund-channel';
import type { LegStepResult, RefundSteps } from './contract';
import { channelUnknown } from './failures';
import { newsOfReading } from './payment-reading';
import { asActivity } from './step';
import { withHeartbeat } from './with-heartbeat';

/** Channels by the names that tenders and legs carry. */
export type RefundChannels = ReadonlyMap<string, RefundChannel>;

/** Calls to refund channels: each attempt is on record before its first byte goes out, under the leg's one key. */
export function createRefundSteps(of: {
  readonly refunds: RefundBook;
  readonly channels: RefundChannels;
}): RefundSteps {
  const { refunds, channels } = of;

  function channelOf(name: string): RefundChannel {
    const channel = channels.get(name);
    if (channel === undefined) throw channelUnknown(name);
    return channel;
  }
  const capabilitiesOf = (name: string): ChannelCapabilities => channelOf(name).capabilities;

  async function carryOut(leg: LegRef, begun: AttemptBegun): Promise<Told> {
    if (begun.outcome === 'stored') return { standing: begun.leg };
    if (begun.outcome === 'wait') return { standing: begun.leg, waitMs: begun.retryAfterMs };
    const channel = channelOf(begun.channel);
    const answer = await withHeartbeat(() => channel[begun.call]({ ...begun.request, signal: cancellationSignal() }));
    return { standing: await refunds.recordAnswer({ ...leg, attempt: begun.attempt, answer }), answer };
  }

  function resultOf({ standing, answer, waitMs }: Told): LegStepResult {
    const { channel, state, providerRef, code = answer?.code } = standing;
    return {
      state,
      retryAfterMs: waitMs ?? answer?.retryAfterMs ?? capabilitiesOf(channel).firstQueryDelayMs,
      ...(waitMs === undefined ? {} : { waited: true }),
      ...(providerRef === undefined ? {} : { providerRef }),
      ...(code === undefined ? {} : { code }),
    };
  }

  return {
    submitLeg: asActivity(async (leg) =>
      resultOf(await carryOut(leg, await refunds.beginAttempt({ ...leg, call: 'submit' }, capabilitiesOf))),
    ),
    queryLeg: asActivity(async (leg) => {
      const begun = await refunds.beginAttempt({ ...leg, call: 'query' }, capabilitiesOf);
      const told = await carryOut(leg, begun);
      // Not found proves nothing, since a request may still be on its way: the same
      // request under the same key settles it.
      if (told.answer?.outcome !== 'not_found') return resultOf(told);
      return resultOf(await carryOut(leg, await refunds.beginAttempt({ ...leg, call: 'submit' }, capabilitiesOf)));
    }),
    readPayment: asActivity(async (payment) => {
      const { capabilities, readPayment } = channelOf(payment.channel);
      const retryAfterMs = capabilities.firstQueryDelayMs;
      if (readPayment === undefined) return { state: 'unknown', retryAfterMs };
      const { sourceId, currency } = payment;
      const reading = await withHeartbeat(() => readPayment({ sourceId, currency, signal: cancellationSignal() }));
      const news = newsOfReading(payment, reading, new Date());
      if (news !== undefined) await refunds.receivePaymentNews(news);
      return { state: reading.state, retryAfterMs };
    }),
  };
}

interface Told {
  readonly standing: LegStanding;
  /** Too early for its channel: nothing was sent. */
  readonly waitMs?: number;
  /** What the channel said just now; absent where it was not called. */
  readonly answer?: ChannelAnswer;
}
