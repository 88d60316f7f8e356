import { Context } from '@temporalio/activity';
import { CancelledFailure, WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { decideUpdate, withdrawUpdate } from '../../workflows/cancel-order/messages';
import type { Script } from '../support/fake-activities';
import { pendingPart } from '../support/fake-book';
import { quietRuntime } from '../support/quiet-runtime';
import '../support/readable-history';
import { HOUR, onSkippedTime, type SetUp, type Skipped } from '../support/skipped-time';
import { createGate, waitFor } from '../support/wait-for';

quietRuntime();

const UNKNOWN = { outcome: 'UNKNOWN', retryAfterMs: 0 } as const;
const MERCHANT = { id: 'm-1', role: 'merchant' } as const;
const CUSTOMER = { id: 'c-1', role: 'customer' } as const;

const asked =
  (connected: boolean, script: Script = {}): SetUp =>
  (now) => ({ state: { connected, parts: [pendingPart('m-1', now + 24 * HOUR, 'APPROVE')] }, script });

function readable(history: unknown): void {
  if (history !== undefined) expect(history).toBeReadable();
}

const rejects = ({ handle }: Skipped) =>
  handle.executeUpdate(decideUpdate, {
    args: [{ merchantId: 'm-1', outcome: 'REJECTED', rejectionReason: 'IN_PRODUCTION', actor: MERCHANT }],
  });

async function closesCancelled(run: Skipped): Promise<void> {
  const fault: unknown = await run.outcome().catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(WorkflowFailedError);
  expect((fault as WorkflowFailedError).cause).toBeInstanceOf(CancelledFailure);
}

const steps = ({ fakes }: Skipped) => fakes.calls.map(({ step }) => step);

describe('a compensation that fails five times', () => {
  const script = () => ({ releaseAtShop: Array.from({ length: 5 }, () => UNKNOWN) });

  it('needs a person, whose lever brings it to its outcome', async () => {
    const history = await onSkippedTime('compensation-fails-rejected', asked(true, script()), async (run) => {
      await run.reaches('AWAITING_DECISION');
      await rejects(run);
      await run.reaches('NEEDS_HUMAN');
      expect(run.fakes.state.flags).toEqual(['COMPENSATION_FAILED']);
      expect(run.fakes.callsOf('releaseAtShop')).toHaveLength(5);
      expect(run.fakes.state.ended).toBeUndefined();
      await run.pull({ kind: 'retryStep' });
      expect(await run.outcome()).toMatchObject({ outcome: 'REJECTED' });
    });
    readable(history);
  });

  it('needs a person after a withdrawal too', async () => {
    const history = await onSkippedTime('compensation-fails-withdrawn', asked(true, script()), async (run) => {
      await run.reaches('AWAITING_DECISION');
      await run.handle.executeUpdate(withdrawUpdate, { args: [{ actor: CUSTOMER }] });
      await run.reaches('NEEDS_HUMAN');
      expect(run.fakes.callsOf('releaseAtShop')).toHaveLength(5);
      await run.pull({ kind: 'retryStep' });
      expect(await run.outcome()).toMatchObject({ outcome: 'WITHDRAWN' });
      expect(run.fakes.callsOf('releaseAtShop')).toHaveLength(6);
    });
    readable(history);
  });
});

it('releases the shop although the compensation met a fault of ours, and holds nothing again', async () => {
  const fault = ApplicationFailure.nonRetryable('The release could not be recorded', 'RELEASE_NOT_RECORDED');
  const setUp = asked(true, { releaseAtShop: [fault] });
  const history = await onSkippedTime('compensation-faulty', setUp, async (run) => {
    await run.reaches('AWAITING_DECISION');
    await run.handle.executeUpdate(withdrawUpdate, { args: [{ actor: CUSTOMER }] });
    await run.reaches('NEEDS_HUMAN');
    expect(run.fakes.state.flags).toEqual(['STEP_FAILED']);
    await run.pull({ kind: 'retryStep' });
    expect(await run.outcome()).toMatchObject({ outcome: 'WITHDRAWN' });
    expect(run.fakes.callsOf('releaseAtShop')).toHaveLength(2);
    expect(run.fakes.callsOf('holdAtShop')).toHaveLength(1);
  });
  readable(history);
});

it('denies the request with the reason of a shop that does not hold its order', async () => {
  const setUp = asked(true, { holdAtShop: [{ outcome: 'REFUSED', code: 'LOCKED' }] });
  const history = await onSkippedTime('shop-refuses', setUp, async (run) => {
    expect(await run.outcome()).toMatchObject({ outcome: 'DENIED', code: 'SHOP_REFUSED' });
    expect(run.fakes.callsOf('end')).toMatchObject([{ outcome: 'DENIED', code: 'SHOP_REFUSED', shopCode: 'LOCKED' }]);
  });
  readable(history);
});

it('needs a person when a step of ours fails for good after the pivot, and settles once told to go on', async () => {
  const fault = ApplicationFailure.nonRetryable('The order could not be closed', 'ORDER_NOT_CLOSED');
  const setUp: SetUp = () => ({ state: { connected: true }, script: { close: [fault] } });
  const history = await onSkippedTime('step-fails-after-pivot', setUp, async (run) => {
    await run.reaches('NEEDS_HUMAN');
    expect(run.fakes.state.flags).toEqual(['STEP_FAILED']);
    await run.pull({ kind: 'retryStep' });
    expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
    expect(run.fakes.callsOf('submitLeg')).toHaveLength(1);
    expect(run.fakes.callsOf('holdAtShop')).toHaveLength(1);
    expect(run.fakes.callsOf('end')).toEqual([]);
  });
  readable(history);
});

describe('a run that support cancels', () => {
  it('withdraws the request while it waits, undoes the hold and closes cancelled', async () => {
    const history = await onSkippedTime('cancelled-while-waiting', asked(true), async (run) => {
      await run.reaches('AWAITING_DECISION');
      await run.handle.cancel();
      await closesCancelled(run);
      expect(steps(run)).toEqual(['accept', 'holdAtShop', 'withdraw', 'releaseAtShop', 'end']);
      expect(run.fakes.state.ended).toBe('WITHDRAWN');
    });
    readable(history);
  });

  it('undoes a hold that was under way', async () => {
    const holdUntilCancelled = async () => {
      const beat = setInterval(() => Context.current().heartbeat(), 100);
      try {
        return await Context.current().cancelled;
      } finally {
        clearInterval(beat);
      }
    };
    const setUp = asked(true, { holdAtShop: [holdUntilCancelled] });
    const history = await onSkippedTime('cancelled-during-hold', setUp, async (run) => {
      await waitFor('the hold', () => run.fakes.callsOf('holdAtShop')[0]);
      await run.handle.cancel();
      await closesCancelled(run);
      expect(steps(run)).toEqual(['accept', 'holdAtShop', 'withdraw', 'releaseAtShop', 'end']);
    });
    readable(history);
  });

  it('completes a compensation that was under way', async () => {
    const gate = createGate();
    const releaseLater = () => gate.opened.then(() => ({ outcome: 'ACKNOWLEDGED' }) as const);
    const setUp = asked(true, { releaseAtShop: [releaseLater] });
    const history = await onSkippedTime('cancelled-during-compensation', setUp, async (run) => {
      await run.reaches('AWAITING_DECISION');
      await rejects(run);
      await waitFor('the release', () => run.fakes.callsOf('releaseAtShop')[0]);
      await run.handle.cancel();
      gate.open();
      expect(await run.outcome()).toMatchObject({ outcome: 'REJECTED' });
      expect(steps(run).slice(-2)).toEqual(['releaseAtShop', 'end']);
    });
    readable(history);
  });

  it('only goes forward after the pivot, and still answers those who ask', async () => {
    const gate = createGate();
    const sendLater = () => gate.opened.then(() => ({ state: 'FAILED', retryAfterMs: 0 }) as const);
    const setUp: SetUp = () => ({ script: { submitLeg: [sendLater] } });
    const history = await onSkippedTime('cancelled-after-pivot', setUp, async (run) => {
      await waitFor('the refund', () => run.fakes.callsOf('submitLeg')[0]);
      await run.handle.cancel();
      gate.open();
      await run.reaches('NEEDS_HUMAN');
      const answer = await run.pull({ kind: 'retryRefund', legId: 'leg-1' });
      expect(answer).toMatchObject({ outcome: 'done' });
      expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
      expect(run.fakes.callsOf('withdraw')).toEqual([]);
    });
    readable(history);
  });
});

it('answers both of two messages of one task, of which the first ends the run', async () => {
  const gate = createGate();
  const script: Script = {};
  const history = await onSkippedTime('asked-in-the-last-task', asked(false, script), async (run) => {
    script.recordDecision = [
      () =>
        gate.opened.then(() =>
          Promise.reject(ApplicationFailure.retryable('The database was away for a moment', 'DATABASE_AWAY')),
        ),
    ];
    await run.reaches('AWAITING_DECISION');
    const rejected = rejects(run);
    await waitFor('the decision', () => run.fakes.callsOf('recordDecision')[0]);
    const withdrawn = run.handle.executeUpdate(withdrawUpdate, { args: [{ actor: CUSTOMER }] });
    gate.open();
    expect(await rejected).toMatchObject({ outcome: 'recorded' });
    expect(await withdrawn).toMatchObject({ outcome: 'refused', code: 'CANCELLATION_ENDED' });
    expect(await run.outcome()).toMatchObject({ outcome: 'REJECTED' });
    expect(run.fakes.callsOf('withdraw')).toEqual([]);
  });
  readable(history);
});
