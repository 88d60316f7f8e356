import { temporalFault } from '../../src/client/temporal-fault';
import { refundUpdateSignal, withdrawUpdate } from '../../workflows/cancel-order/messages';
import { fakeActivities, type Script } from '../support/fake-activities';
import { newFakeState, pendingPart } from '../support/fake-book';
import { saveHistory } from '../support/history-file';
import { quietRuntime } from '../support/quiet-runtime';
import '../support/readable-history';
import { runCancellation } from '../support/run-cancellation';
import { realServer } from '../support/temporal-environment';
import { createGate, waitFor } from '../support/wait-for';

quietRuntime();

const CUSTOMER = { id: 'c-1', role: 'customer' } as const;
const HOUR = 3_600_000;

/** Holds up the last step of a run, inside its last workflow task; later runs of the step go through. */
function heldProof() {
  const gate = createGate();
  const script: Script = { prove: [() => gate.opened.then(() => ({ outcome: 'settled', proof: 'f'.repeat(64) }))] };
  return { gate, script };
}

describe('a message that arrives during the last workflow task', () => {
  it('as an update is answered, or refused in a way that the client understands; it never hangs', async () => {
    const { gate, script } = heldProof();
    const environment = await realServer();
    try {
      const fakes = fakeActivities(newFakeState(), script);
      const history = await runCancellation(environment, fakes, async (handle) => {
        await waitFor('the proof', () => fakes.callsOf('prove')[0]);
        const answer = handle.executeUpdate(withdrawUpdate, { args: [{ actor: CUSTOMER }] }).then(
          ({ outcome }) => outcome as string,
          (error: unknown) => temporalFault(error),
        );
        gate.open();
        expect(await handle.result()).toMatchObject({ outcome: 'SETTLED' });
        expect(['refused', 'CLOSED', 'RETRY']).toContain(await answer);
      });
      expect(history).toBeReadable();
      saveHistory('update-in-the-last-task', history);
    } finally {
      await environment.teardown();
    }
  });

  it('as a signal makes the steps of that task run again, and changes nothing', async () => {
    const { gate, script } = heldProof();
    const environment = await realServer();
    try {
      const fakes = fakeActivities(newFakeState(), script);
      const history = await runCancellation(environment, fakes, async (handle) => {
        await waitFor('the proof', () => fakes.callsOf('prove')[0]);
        await handle.signal(refundUpdateSignal, { legId: 'leg-1' });
        gate.open();
        expect(await handle.result()).toMatchObject({ outcome: 'SETTLED' });
        expect(fakes.callsOf('prove')).toHaveLength(2);
        expect(fakes.callsOf('close')).toHaveLength(2);
        expect(fakes.callsOf('submitLeg')).toHaveLength(1);
      });
      expect(history).toBeReadable();
      saveHistory('signal-in-the-last-task', history);
    } finally {
      await environment.teardown();
    }
  });
});

interface Metadata {
  readonly currentDetails?: string;
  readonly definition: Record<string, { name?: string; description?: string }[]>;
}

it('describes every message in the Web UI, and says there on whom it waits', async () => {
  const environment = await realServer();
  try {
    const parts = [pendingPart('m-1', Date.now() + HOUR, 'APPROVE')];
    const fakes = fakeActivities(newFakeState({ parts }));
    await runCancellation(environment, fakes, async (handle) => {
      const metadata = await waitFor('the current details', async () => {
        const found = await handle.query<Metadata>('__temporal_workflow_metadata');
        return found.currentDetails?.includes('merchant') === true ? found : undefined;
      });
      expect(metadata.currentDetails).toMatch(/^\*\*Waiting for merchant m-1/);
      const { updateDefinitions, signalDefinitions, queryDefinitions } = metadata.definition;
      const messages = [updateDefinitions, signalDefinitions, queryDefinitions].flatMap((some) => some ?? []);
      expect(messages.length).toBeGreaterThan(10);
      const undescribed = messages.filter(({ name, description }) => !name?.startsWith('__') && !description);
      expect(undescribed).toEqual([]);
      await handle.terminate('the test has seen enough');
    });
  } finally {
    await environment.teardown();
  }
});
