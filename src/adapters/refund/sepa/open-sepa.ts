import type { Environment, OpenedChannel } from '../open-channel';
import { createSepaChannel, type SepaDeps } from './adapter';
import { readDebtorAccount } from './debtor-account';

/**
 * SEPA credit transfers from the account of RESCIND_SEPA_DEBTOR_*. The bank's files come in by
 * `rescind bank read`, not by a webhook.
 */
export function openSepa(env: Environment, deps: SepaDeps): OpenedChannel {
  const read = readDebtorAccount(env);
  return read.outcome === 'read' ? { outcome: 'on', channel: createSepaChannel(deps) } : read;
}
