import { cancellationSignal } from '@temporalio/activity';
import type { ChannelAnswer } from '../src/domain/refund-leg';
import type { ChannelCheck } from '../src/ports/channel-check';
import type { DriftBook, LegToAsk, QueriedLeg, Runs } from '../src/ports/drift-book';
import type { LegRef, RefundBook } from '../src/ports/refund-book';
import type { ProviderRefund, RefundChannel } from '../src/ports/refund-channel';
import type { RepairBook } from '../src/ports/repair-book';
import type { ReconcileSteps } from './contract';
import { channelAway, channelUnknown } from './failures';
import type { RefundChannels } from './refund.activities';
import { asActivity } from './step';
import { withHeartbeat } from './with-heartbeat';

/** Answers that say nothing of the refund that was asked about. */
const UNCLEAR: readonly ChannelAnswer['outcome'][] = ['ambiguous', 'not_sent', 'rate_limited'];

/** So many refunds of a provider's list are kept at a time. */
const PAGE = 500;

export interface ReconcileParts {
  readonly drift: DriftBook;
  readonly refunds: RefundBook;
  readonly repairs: Pick<RepairBook, 'openRepairs'>;
  readonly runs: Runs;
  readonly channels: RefundChannels;
}

/**
 * One pass of reconciliation, step by step. What they find is recorded by the same reducer
 * as every answer; no case moves money.
 */
export function createReconcileSteps(parts: ReconcileParts): ReconcileSteps {
  const { drift, refunds, repairs, runs, channels } = parts;

  /** Nobody waits for it here: a run that can't be told finds it by its own clock. */
  const tell = (legs: readonly LegRef[]): Promise<unknown> =>
    Promise.all(legs.map((leg) => runs.tellRefund(leg).catch(() => undefined)));

  async function listed(check: ChannelCheck, list: NonNullable<RefundChannel['listRefunds']>): Promise<number> {
    const period = { from: new Date(check.from), to: new Date(check.to), signal: cancellationSignal() };
    let compared = 0;
    let page: ProviderRefund[] = [];
    await drift.keepListed(check, [], { first: true });
    for await (const refund of whole(list(period), check.channel)) {
      compared += 1;
      page.push(refund);
      if (page.length < PAGE) continue;
      await drift.keepListed(check, page, { first: false });
      page = [];
    }
    await drift.keepListed(check, page, { first: false });
    return compared;
  }

  async function reconcileListed(check: ChannelCheck, list: NonNullable<RefundChannel['listRefunds']>) {
    const compared = await listed(check, list);
    const news = await drift.unheard(check);
    for (const { leg, outcome, providerRef } of news) {
      await refunds.recordAnswer({ ...leg, attempt: 0, answer: { outcome, providerRef, code: 'RECONCILED' } });
    }
    await tell(news.map(({ leg }) => leg));
    return { channel: check.channel, compared, changed: news.length, cases: await drift.compareListed(check) };
  }

  async function query(
    { leg, isFinal, request }: LegToAsk,
    channel: RefundChannel,
  ): Promise<QueriedLeg & { changed: boolean; said: 'nothing' | 'something' | 'not asked' }> {
    const begun = isFinal
      ? undefined
      : await refunds.beginAttempt({ ...leg, call: 'query' }, () => channel.capabilities);
    const { legId, shopId } = leg;
    if (begun !== undefined && (begun.outcome !== 'call' || begun.call !== 'query')) {
      return { legId, shopId, outcome: 'ambiguous', changed: false, said: 'not asked' };
    }
    const attempt = begun?.attempt ?? 0;
    const answer = await channel.query({ ...(begun?.request ?? request), signal: cancellationSignal() });
    const isNews = !isFinal || ['succeeded', 'failed', 'closed'].includes(answer.outcome);
    if (isNews) await refunds.recordAnswer({ ...leg, attempt, answer });
    const { outcome, code } = answer;
    return {
      ...{ legId, shopId, outcome, ...(code === undefined ? {} : { code }) },
      ...{ changed: !isFinal && isNews, said: UNCLEAR.includes(outcome) ? 'nothing' : 'something' },
    };
  }

  async function reconcileQueried(check: ChannelCheck, channel: RefundChannel) {
    const queried: QueriedLeg[] = [];
    const changed: LegRef[] = [];
    const heard = new Set<string>();
    for (const ask of await drift.legsToAsk(check)) {
      const { changed: isChanged, said, ...answered } = await query(ask, channel);
      queried.push(answered);
      heard.add(said);
      if (isChanged && answered.outcome !== 'ambiguous') changed.push(ask.leg);
      await paced(channel.capabilities.callsPerSecond);
    }
    if (heard.has('nothing') && !heard.has('something')) throw channelAway(check.channel);
    await tell(changed);
    const cases = await drift.compareQueried(check, queried);
    return { channel: check.channel, compared: queried.length, changed: changed.length, cases };
  }

  return {
    beginReconcile: asActivity(async ({ pass }) => {
      const now = new Date();
      const checks: ChannelCheck[] = [];
      for (const [channel, { capabilities, listRefunds }] of channels) {
        const { reconcile: mode } = capabilities;
        if (mode === 'none' || (mode !== 'query' && listRefunds === undefined)) continue;
        const { from, to } = await drift.windowOf(channel, now);
        checks.push({ pass, channel, mode, from: from.toISOString(), to: to.toISOString() });
      }
      return checks;
    }),
    reconcileChannel: asActivity((check) =>
      withHeartbeat(() => {
        const channel = channels.get(check.channel);
        if (channel === undefined) throw channelUnknown(check.channel);
        const { listRefunds } = channel;
        return check.mode === 'query' || listRefunds === undefined
          ? reconcileQueried(check, channel)
          : reconcileListed(check, (period) => listRefunds(period));
      }),
    ),
    checkOwnBooks: asActivity(() => withHeartbeat(() => drift.compareOwnBooks())),
    sweep: asActivity(() =>
      withHeartbeat(async () => {
        const parked = await refunds.applyParked();
        const { late, newlyLate, stuck } = await drift.flagLate(new Date());
        await tell([...parked, ...stuck]);
        const open = await repairs.openRepairs();
        for (const repair of open) await runs.startRepair(repair);
        return { told: parked.length + stuck.length, repairs: open.length, late, newlyLate };
      }),
    ),
  };
}

/** A provider's list, to its end: half of one would make differences that are none. */
async function* whole(refunds: AsyncIterable<ProviderRefund>, channel: string): AsyncIterable<ProviderRefund> {
  try {
    yield* refunds;
  } catch (error) {
    // An adapter's own sentence; a fault of the database's, of set-up or of the language is another matter.
    const isAway = error instanceof Error && error.constructor === Error && !('code' in error);
    throw isAway ? channelAway(channel, error.message) : error;
  }
}

/** Leaves the channel its rate. */
function paced(callsPerSecond: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1_000 / callsPerSecond));
}
