import { GIFT_CARD_CAPABILITIES } from '../../refund/gift-card/capabilities';
import { STORE_CREDIT_CAPABILITIES } from '../../refund/store-credit/capabilities';
import type { RefundChannel } from '../../../ports/refund-channel';
import type { Database } from '../database';
import type { OwnChannels } from '../own-channel';
import { creditLeg } from './credit-leg';
import { createWalletChannel } from './wallet-channel';

const GIFT_CARD = { kind: 'GIFT_CARD', capabilities: GIFT_CARD_CAPABILITIES } as const;
const STORE_CREDIT = { kind: 'STORE_CREDIT', capabilities: STORE_CREDIT_CAPABILITIES } as const;

/** Gift cards and store credit for the engine: credited in the transaction of the attempt. */
export const OWN_CHANNELS: OwnChannels = new Map(
  [GIFT_CARD, STORE_CREDIT].map(({ kind, capabilities }) => [
    capabilities.channel,
    { credit: (tx, request) => creditLeg(tx, kind, request) },
  ]),
);

/** The same two as refund channels, which are always on. */
export function openWalletChannels(db: Database): ReadonlyMap<string, RefundChannel> {
  return new Map(
    [GIFT_CARD, STORE_CREDIT].map((own) => [own.capabilities.channel, createWalletChannel(db, own)] as const),
  );
}
