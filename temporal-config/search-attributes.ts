import { SearchAttributeType, defineSearchAttributeKey } from '@temporalio/common';

/**
 * What a cancellation can be found by in Temporal. Ids, codes and times only: search attributes are stored in plain
 * text and shown to all who may read the namespace.
 */
export const SEARCH_ATTRIBUTES = {
  orderId: defineSearchAttributeKey('OrderId', SearchAttributeType.KEYWORD),
  merchantId: defineSearchAttributeKey('MerchantId', SearchAttributeType.KEYWORD),
  stage: defineSearchAttributeKey('Stage', SearchAttributeType.KEYWORD),
  waitingOn: defineSearchAttributeKey('WaitingOn', SearchAttributeType.KEYWORD),
  reason: defineSearchAttributeKey('Reason', SearchAttributeType.KEYWORD),
  outcome: defineSearchAttributeKey('Outcome', SearchAttributeType.KEYWORD),
  deadline: defineSearchAttributeKey('Deadline', SearchAttributeType.DATETIME),
  needsHuman: defineSearchAttributeKey('NeedsHuman', SearchAttributeType.BOOL),
} as const;
