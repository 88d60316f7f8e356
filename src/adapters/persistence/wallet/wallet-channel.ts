import type { ChannelCapabilities } from '../../../domain/channel';
import type { RefundChannel } from '../../../ports/refund-channel';
import type { BalanceKind } from '../../../ports/wallet-book';
import type { Database } from '../database';
import { inTransaction } from '../in-transaction';
import { creditLeg, queryCredit } from './credit-leg';

/**
 * Gift cards or store credit as a refund channel like every other. The engine credits in its own transaction and has no
 * need of `submit`; it is there so that a leg can be sent and asked after by the same rules.
 */
export function createWalletChannel(
  db: Database,
  { kind, capabilities }: { readonly kind: BalanceKind; readonly capabilities: ChannelCapabilities },
): RefundChannel {
  return {
    capabilities,
    submit: (request) => inTransaction(db, (tx) => creditLeg(tx, kind, request)),
    query: (request) => queryCredit(db, request),
  };
}
