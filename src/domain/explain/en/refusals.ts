import type { Wording } from '../wording';

/** English: each refusal in a sentence, and what to do. */
export const EN_REFUSALS: Wording['refusals'] = {
  ORDER_NOT_FOUND: {
    sentence: 'There is no such order.',
    whatToDo: 'Check the shop and the order id; bring the order in first if it is new.',
  },
  ORDER_SHIPPED: {
    sentence: 'The order is already with the carrier.',
    whatToDo: 'Refuse the parcel or return it once it has arrived; a right to withdraw is not lost by that.',
  },
  ORDER_DELIVERED: {
    sentence: 'The order was already delivered.',
    whatToDo: 'Ask for a return instead.',
  },
  ORDER_ALREADY_CANCELLED: {
    sentence: 'The order is already cancelled.',
    whatToDo: 'Look at the earlier cancellation for its refund.',
  },
  ORDER_NOT_CANCELLABLE: {
    sentence: 'Nothing of this order can be cancelled.',
    whatToDo: 'Contact the merchant.',
  },
  CANCELLATION_ACTIVE: {
    sentence: 'Another cancellation of this order is under way.',
    whatToDo: 'Wait until it has ended, or withdraw it.',
  },
  REQUEST_WINDOW_PASSED: {
    sentence: 'The time in which this order could be cancelled has passed.',
    whatToDo: 'Ask for a return once it has arrived.',
  },
  REQUEST_CAP_REACHED: {
    sentence: 'This order was asked to be cancelled as often as the merchant allows.',
    whatToDo: 'Take the last rejection to arbitration if there is still time, or ask for a return once it has arrived.',
  },
  ACCOUNT_BLOCKED: {
    sentence: 'This account can not cancel orders at present.',
    whatToDo: 'Contact support.',
  },
  DISPUTE_OPEN: {
    sentence: 'A payment of this order is disputed at the bank.',
    whatToDo: 'Wait for the outcome of the dispute: the money comes back through it.',
  },
  UNIT_UNKNOWN: {
    sentence: 'The order has no such line.',
    whatToDo: 'Read the order again and choose from its lines.',
  },
  UNIT_ALREADY_CANCELLED: {
    sentence: 'This line is already cancelled.',
    whatToDo: 'Leave it out of the request.',
  },
  QUANTITY_TOO_GREAT: {
    sentence: 'More pieces are asked for than the line has left.',
    whatToDo: 'Ask for no more than are left.',
  },
  LINE_NOT_CANCELLABLE: {
    sentence: 'A chosen line can not be cancelled.',
    whatToDo: 'Leave that line out, or contact the merchant.',
  },
  GIFT_CARD_SPENT: {
    sentence: 'A gift card that was bought with this order is spent already.',
    whatToDo: 'Cancel the other lines without it.',
  },
  NOT_PART_CANCELLABLE: {
    sentence: 'This order can only be cancelled whole.',
    whatToDo: 'Cancel the whole order, or keep it.',
  },
  NOTHING_SELECTED: {
    sentence: 'Nothing was chosen to cancel.',
    whatToDo: 'Name at least one line with a quantity of one or more, or the whole order.',
  },
  REASON_NOT_ALLOWED: {
    sentence: 'This reason can not be given by this party.',
    whatToDo: 'Choose one of the reasons listed for it.',
  },
  SHOP_REFUSED: {
    sentence: 'The shop did not let this order be held.',
    whatToDo: 'See the reason that the shop gave; ask the shop.',
  },
  QUOTE_CHANGED: {
    sentence: 'What would come back is no longer what was shown.',
    whatToDo: 'Look at a new preview, and ask again with it if you still want to.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    sentence: 'This idempotency key was used for another request.',
    whatToDo: 'Use a new key for a new request, and the same key only to repeat the same one.',
  },
  CANCELLATION_NOT_FOUND: {
    sentence: 'There is no such cancellation.',
    whatToDo: 'Check its id.',
  },
  CANCELLATION_ENDED: {
    sentence: 'This cancellation has ended.',
    whatToDo: 'Look at its outcome; ask anew if the order allows it.',
  },
  ALREADY_DECIDED: {
    sentence: 'This was already decided.',
    whatToDo: 'See who decided, when and how; the first decision counts.',
  },
  DECISION_TOO_LATE: {
    sentence: 'The decision came after its deadline.',
    whatToDo: 'See what was decided by then; contact support to change it.',
  },
  NOT_AWAITING_DECISION: {
    sentence: 'No decision is awaited at present.',
    whatToDo: 'Look at where the cancellation stands.',
  },
  MERCHANT_NOT_ASKED: {
    sentence: 'This merchant has no part in the cancellation.',
    whatToDo: 'Check the merchant id.',
  },
  REJECTION_REASON_MISSING: {
    sentence: 'A rejection needs a reason.',
    whatToDo: 'Give one of the listed rejection reasons.',
  },
  PAST_THE_PIVOT: {
    sentence: 'Money or goods are already on their way back, so this can not be undone.',
    whatToDo: 'Place a new order if the goods are still wanted.',
  },
  ALREADY_WITHDRAWN: {
    sentence: 'This cancellation was withdrawn.',
    whatToDo: 'Ask for a new one if it is wanted after all.',
  },
  ESCALATION_NOT_POSSIBLE: {
    sentence: 'Only a rejection can be taken to arbitration, and only once.',
    whatToDo: 'See how the cancellation ended; what an arbiter has ruled is final.',
  },
  ESCALATION_WINDOW_PASSED: {
    sentence: 'The time in which this rejection could be taken to arbitration has passed.',
    whatToDo: 'Ask for a return once it has arrived, or contact support.',
  },
  ALREADY_ESCALATED: {
    sentence: 'This rejection was taken to arbitration already.',
    whatToDo: 'Follow the cancellation that was opened for it.',
  },
  PART_NOT_ACCEPTED: {
    sentence: 'Only the whole of this request may be approved.',
    whatToDo: 'Approve all of it, or reject it.',
  },
  OFFER_NOT_POSSIBLE: {
    sentence: 'No offer can be made here.',
    whatToDo: 'Approve the request or reject it; the details say why there is no offer.',
  },
  OFFER_NOT_FOUND: {
    sentence: 'There is no such offer.',
    whatToDo: 'Look at the cancellation for the offer that there is.',
  },
  OFFER_ANSWERED: {
    sentence: 'This offer was already answered, or its time is over.',
    whatToDo: 'See how it was answered; the first answer counts.',
  },
  OFFER_TOO_LATE: {
    sentence: 'The answer came after the time to give it was over.',
    whatToDo: 'The merchant decides now; look at the cancellation for how that goes.',
  },
  EXTENSION_NOT_ALLOWED: {
    sentence: 'This deadline may not be put off by so much, or not at all.',
    whatToDo: 'Ask for no more than the policy allows, or ask support for more time.',
  },
  EXTENSION_USED: {
    sentence: 'This deadline was already put off once.',
    whatToDo: 'Decide by the deadline that holds, or ask support for more time.',
  },
  ROLE_NOT_ALLOWED: {
    sentence: 'This role may not do that.',
    whatToDo: 'Ask somebody whose role allows it.',
  },
  LEVER_NOT_APPLICABLE: {
    sentence: 'This lever does not fit where the cancellation stands.',
    whatToDo: 'Use a lever that its explanation names.',
  },
  CREDIT_NOTE_NOT_FOUND: {
    sentence: 'There is no credit note of this cancellation.',
    whatToDo: 'Ask again once the cancellation is CLOSED; where nothing was charged there is none.',
  },
  LEG_NOT_FOUND: {
    sentence: 'There is no such refund in this cancellation.',
    whatToDo: 'Check the id against the refunds listed.',
  },
  LEG_NOT_FAILED: {
    sentence: 'This refund is not proven to have failed.',
    whatToDo: 'Wait until its channel has answered; never return the money twice.',
  },
  BALANCE_NOT_FOUND: {
    sentence: 'There is no such balance of this kind.',
    whatToDo: 'Check its id and whether it is a gift card or a store credit.',
  },
  DESTINATION_NOT_FOUND: {
    sentence: 'This order has no such payout destination.',
    whatToDo: 'Record where the money shall go first; one that was erased has to be recorded anew.',
  },
  DESTINATION_INVALID: {
    sentence: 'The payout destination is not valid, or does not fit this way and this currency.',
    whatToDo: 'Correct the field that is named; ask the customer again where a check digit is wrong.',
  },
  CONSENT_MISSING: {
    sentence: "The customer's consent to another way is missing, or no evidence of it is named.",
    whatToDo: 'Give the time of the consent and the reference of a document that shows it.',
  },
  APPROVAL_NOT_FOUND: {
    sentence: 'This cancellation has no such approval.',
    whatToDo: "Take the approval's id from the timeline.",
  },
  SECOND_PERSON_NEEDED: {
    sentence: 'Whoever asks for this may not approve it.',
    whatToDo: 'Have another person look at it and decide.',
  },
  BATCH_NOT_FOUND: {
    sentence: 'There is no such batch of bank transfers.',
    whatToDo: 'Check the id against the batches listed.',
  },
  BATCH_NOT_RELEASABLE: {
    sentence: 'This batch of bank transfers can not be released as it stands.',
    whatToDo: 'Close it first; one that was released, or has no transfer in it, is not released again.',
  },
  WEBHOOK_ENDPOINT_NOT_FOUND: {
    sentence: 'There is no such webhook endpoint.',
    whatToDo: 'Check its id: the list of endpoints has those that there are. One that was deleted has to be made anew.',
  },
  WEBHOOK_DELIVERY_NOT_FOUND: {
    sentence: 'This endpoint has no such delivery.',
    whatToDo: 'Check both ids: the list of the endpoint’s deliveries has those that there are.',
  },
  WEBHOOK_ENDPOINT_DISABLED: {
    sentence: 'The webhook endpoint is disabled, so that nothing is sent to it.',
    whatToDo: 'Put its server right, enable the endpoint, then send again.',
  },
  WEBHOOK_URL_REFUSED: {
    sentence: 'Messages are not sent to this address.',
    whatToDo: 'Give an https address of a server on the public internet, without user name, password or fragment.',
  },
  MERCHANT_NOT_FOUND: {
    sentence: 'There is no such merchant.',
    whatToDo: 'Check the merchant id; set the merchant up first if it is new.',
  },
  ORDER_VERSION_OLD: {
    sentence: 'A newer version of this order is already known.',
    whatToDo: 'Read the order again at the shop and send its newest version.',
  },
  ORDER_FROZEN: {
    sentence: 'Units and amounts of an order are frozen once a cancellation has begun.',
    whatToDo: 'Send captures, shipments and disputes only, or wait until the cancellation has ended.',
  },
  CURRENCY_UNKNOWN: {
    sentence: 'This is no currency code of ISO 4217.',
    whatToDo: 'Use a code such as EUR, in capitals.',
  },
  CURRENCY_MISMATCH: {
    sentence: 'A payment is in another currency than its order.',
    whatToDo: "Send every amount in the order's currency.",
  },
  AMOUNT_INVALID: {
    sentence: 'An amount is not valid in its currency.',
    whatToDo: 'Send an amount of zero or more with no more decimals than the currency has.',
  },
  CHANNEL_UNKNOWN: {
    sentence: 'There is no such refund channel.',
    whatToDo: 'Use one of the channels that are set up, or set this one up first.',
  },
};
