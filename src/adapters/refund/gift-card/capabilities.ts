import { OWN_BOOKS } from '../store-credit/capabilities';
import type { ChannelCapabilities } from '../../../domain/channel';

/** Back onto the card that paid, also onto one that was emptied and closed: docs/channels/gift-card.md. */
export const GIFT_CARD_CAPABILITIES: ChannelCapabilities = { ...OWN_BOOKS, channel: 'gift-card', kinds: ['refund'] };
