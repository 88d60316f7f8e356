// Generated from docs/openapi.json by `npm run openapi`: what the API takes and gives, for the HTTP client.

export type Actor = {
  readonly id: string;
  readonly role: string;
};

export type Authorization = {
  readonly authorizationId: string;
  /** Minor units, either sign */
  readonly amount: number;
  readonly state: "OPEN" | "CAPTURING" | "VOIDED" | "CAPTURED";
};

export type AuthorizationInput = {
  readonly authorizationId: string;
  /** Minor units of the currency (cents, fen, yen): a whole number */
  readonly amount: number;
  readonly state?: "OPEN" | "CAPTURING" | "VOIDED" | "CAPTURED";
};

export type Balance = {
  readonly balanceId: string;
  readonly kind: "GIFT_CARD" | "STORE_CREDIT";
  readonly currency: string;
  /** CLOSED: emptied by a cancellation; a credit opens it again */
  readonly state: "OPEN" | "CLOSED";
  /** Never negative */
  readonly amount: number;
  /** Of the amount: held while the order that bought this card is being cancelled */
  readonly held: number;
};

export type BalanceMovement = {
  /** Yours: it counts once, however often it is sent */
  readonly movementId: string;
  readonly cause: "ISSUE" | "SPEND";
  /** Minor units, above zero */
  readonly amount: number;
};

export type BenefitInput = {
  readonly benefitId: string;
  /** Used on the order, or given for it */
  readonly kind: "COUPON" | "POINTS_SPENT" | "POINTS_EARNED" | "GIFT_COUPON";
  /** Points; 1 for a coupon */
  readonly amount?: number;
  /** Whose it is; left out: the shop’s, of the whole order */
  readonly merchantId?: string;
  /** ISO 8601 with a zone, such as 2026-03-01T12:00:00Z */
  readonly expiresAt?: string;
  /** Of what was earned: how many the customer still has; left out: unknown */
  readonly remaining?: number;
};

export type BenefitMovement = {
  readonly benefitId: string;
  readonly kind: "COUPON" | "POINTS_SPENT" | "POINTS_EARNED" | "GIFT_COUPON";
  readonly movement: "RETURNED" | "KEPT" | "CLAWED_BACK" | "DEBT";
  /** Points; 1 for a coupon */
  readonly amount: number;
  /** Until when a returned one is good */
  readonly expiresAt?: string;
};

export type BenefitPolicy = {
  /** KEEP holds only where the fault is the buyer’s */
  readonly coupons: "RETURN" | "KEEP";
  /** A coupon or points that lapsed in use are good for so many days more */
  readonly extendDays: number;
  /** KEEP holds only where the fault is the buyer’s */
  readonly pointsSpent: "RETURN" | "KEEP";
  /** Earned points and gift coupons */
  readonly pointsEarned: "CLAW_BACK" | "KEEP";
};

export type Cancellation = {
  readonly cancellationId: string;
  readonly orderId: string;
  readonly state: "REQUESTED" | "DENIED" | "AWAITING_DECISION" | "OFFERED" | "REJECTED" | "ARBITRATION" | "UPHELD" | "WITHDRAWN" | "INTERCEPTING" | "NOT_STOPPED" | "AWAITING_RETURN" | "REFUNDING" | "CLOSED" | "SETTLED" | "REPAIRING" | "NEEDS_HUMAN";
  readonly waitingOn: "CUSTOMER" | "MERCHANT" | "CARRIER" | "SHOP" | "PAYMENT" | "OPERATOR" | "NONE";
  readonly reason: string;
  readonly currency: string;
  /** What comes back, minor units */
  readonly refund: number;
  /** What is kept */
  readonly fee: number;
  /** Of the fee: spent of bought gift cards */
  readonly giftSpent?: number;
  readonly whole: boolean;
  readonly refundState: "NONE" | "IN_PROGRESS" | "COMPLETED" | "NEEDS_ATTENTION";
  readonly parts: readonly (CancellationPart)[];
  readonly legs: readonly (RefundLeg)[];
  /** The next clock */
  readonly deadline?: string;
  /** What happens when it runs out */
  readonly onTimeout?: "APPROVE" | "REJECT" | "ESCALATE";
  readonly denial?: string;
  /** Why a person must look */
  readonly stuck?: {
    readonly cause: string;
    readonly since: string;
    readonly step?: string;
  };
  readonly mayWithdraw: boolean;
  /** Where it stands, in the language asked for, for the role of the key */
  readonly explanation: Explanation;
};

export type CancellationAccepted = {
  readonly outcome: "accepted";
  readonly cancellationId: string;
  readonly requestHash: string;
  readonly state: "REQUESTED" | "DENIED" | "AWAITING_DECISION" | "OFFERED" | "REJECTED" | "ARBITRATION" | "UPHELD" | "WITHDRAWN" | "INTERCEPTING" | "NOT_STOPPED" | "AWAITING_RETURN" | "REFUNDING" | "CLOSED" | "SETTLED" | "REPAIRING" | "NEEDS_HUMAN";
  readonly quote: Quote;
  /** Until when a merchant may decide, ISO 8601 */
  readonly deadline?: string;
  /** What happens if nobody does */
  readonly onTimeout?: "APPROVE" | "REJECT" | "ESCALATE";
};

export type CancellationListItem = {
  readonly cancellationId: string;
  readonly orderId: string;
  readonly state: "REQUESTED" | "DENIED" | "AWAITING_DECISION" | "OFFERED" | "REJECTED" | "ARBITRATION" | "UPHELD" | "WITHDRAWN" | "INTERCEPTING" | "NOT_STOPPED" | "AWAITING_RETURN" | "REFUNDING" | "CLOSED" | "SETTLED" | "REPAIRING" | "NEEDS_HUMAN";
  readonly waitingOn: "CUSTOMER" | "MERCHANT" | "CARRIER" | "SHOP" | "PAYMENT" | "OPERATOR" | "NONE";
  readonly refundState: "NONE" | "IN_PROGRESS" | "COMPLETED" | "NEEDS_ATTENTION";
  readonly reason: string;
  readonly currency: string;
  /** Minor units, either sign */
  readonly refund: number;
  readonly requestedAt: string;
  readonly deadline?: string;
};

export type CancellationPage = {
  readonly items: readonly (CancellationListItem)[];
  /** Cursor of the page after; absent on the last one */
  readonly next?: string;
};

export type CancellationPart = {
  readonly merchantId: string;
  readonly decision: "APPROVED" | "REJECTED" | "ESCALATED" | "PENDING" | "NOT_STOPPED" | "AWAITING_RETURN";
  readonly deadline?: string;
};

export type CancellationRequest = {
  /** Which reasons may be given depends on who asks */
  readonly reason: "CHANGED_MIND" | "ORDERED_BY_MISTAKE" | "FOUND_CHEAPER" | "WRONG_ADDRESS" | "DELIVERY_TOO_SLOW" | "OUT_OF_STOCK" | "PRICE_ERROR" | "CANNOT_SHIP" | "FRAUD_SUSPECTED" | "PAYMENT_TIMED_OUT" | "LOST_BY_CARRIER" | "FORCE_MAJEURE";
  /** Left out: all that is left of the order */
  readonly selection?: Selection;
  /** In whose name it is asked */
  readonly initiator?: "CUSTOMER" | "MERCHANT" | "PLATFORM" | "SYSTEM";
};

export type Capture = {
  readonly captureId: string;
  /** Minor units, either sign */
  readonly amount: number;
  /** Held by refunds, minor units */
  readonly committed: number;
  /** Refunded outside Rescind, minor units */
  readonly external: number;
  /** In open or lost disputes, minor units */
  readonly disputed: number;
  readonly capturedAt: string;
};

export type CaptureInput = {
  /** The provider’s id of the payment */
  readonly captureId: string;
  /** Minor units of the currency (cents, fen, yen): a whole number */
  readonly amount: number;
  /** ISO 8601 with a zone, such as 2026-03-01T12:00:00Z */
  readonly capturedAt: string;
};

export type CreditNote = {
  /** `CN-<year>-<number>`, without a gap for each shop and year */
  readonly number: string;
  readonly kind: "CREDIT" | "CORRECTION";
  readonly shopId: string;
  readonly orderId: string;
  readonly cancellationId: string;
  readonly currency: string;
  readonly reason: string;
  readonly orderPlacedAt: string;
  readonly requestedAt: string;
  readonly issuedAt: string;
  readonly lines: readonly (CreditNoteLine)[];
  /** Minor units, either sign */
  readonly shipping: number;
  /** What was paid more, or less, than lines and shipping */
  readonly adjustment: number;
  /** Minor units, either sign */
  readonly feeKept: number;
  /** Spent of bought gift cards, and kept */
  readonly giftSpent?: number;
  /** Lines, shipping and adjustment, less what is kept */
  readonly total: number;
  readonly tenders: readonly (CreditNoteTender)[];
  /** Number of the note that this one corrects */
  readonly corrects?: string;
  readonly cause?: "MONEY_RETURNED" | "LATE_MONEY" | "WRITTEN_OFF";
  /** The leg or capture that a correction is about */
  readonly subject?: string;
  /** SHA-256 of all other fields as canonical JSON, hex */
  readonly hash: string;
};

export type CreditNoteLine = {
  readonly lineId: string;
  readonly merchantId: string;
  readonly sku: string;
  /** How many pieces were cancelled */
  readonly units: number;
  /** Before the tax that the order names */
  readonly net: number;
  /** Left out where the order names none */
  readonly tax?: number;
  /** Minor units, either sign */
  readonly gross: number;
};

export type CreditNoteTender = {
  readonly tenderId: string;
  readonly tenderKind: "CARD" | "WALLET" | "BANK_TRANSFER" | "GIFT_CARD" | "STORE_CREDIT" | "UNDEFINED";
  readonly channel: string;
  readonly kind: "refund" | "void" | "payout";
  /** Minor units, either sign */
  readonly amount: number;
  /** The channel’s own id, where it was known when the note was issued */
  readonly reference?: string;
};

export type CreditNotes = {
  /** Left out where only a correction was issued */
  readonly credit?: CreditNote;
  /** Oldest first */
  readonly corrections: readonly (CreditNote)[];
};

export type DecisionRecorded = {
  readonly outcome: "recorded";
  readonly decision: "APPROVED" | "REJECTED" | "ESCALATED";
  /** pending: the decision stands, and its workflow will hear of it later */
  readonly signal: "sent" | "pending";
};

export type DecisionRequest = {
  /** Whose part; a merchant’s own key need not say it */
  readonly merchantId?: string;
  readonly outcome: "APPROVED" | "REJECTED";
  /** Needed to reject */
  readonly rejectionReason?: "ALREADY_SHIPPED" | "IN_PRODUCTION" | "CUSTOM_MADE" | "SERVICE_STARTED" | "OTHER";
};

export type DriftCase = {
  readonly caseId: number;
  /** `*`: no shop’s payment is behind it */
  readonly shopId: string;
  /** `books`: two of our own books differ */
  readonly channel: string;
  readonly kind: "AMOUNT" | "STATUS" | "MISSING_HERE" | "MISSING_THERE" | "TWICE" | "LATE" | "ORDER" | "STOCK" | "LEDGER";
  /** The leg, the provider’s refund, or the check and what it is of */
  readonly subject: string;
  readonly legId?: string;
  readonly cancellationId?: string;
  /** Ids, states and amounts in minor units */
  readonly ours: Readonly<Record<string, unknown>>;
  /** Ids, states and amounts in minor units */
  readonly theirs: Readonly<Record<string, unknown>>;
  readonly openedAt: string;
  readonly seenAt: string;
  readonly closedAt?: string;
};

export type DriftPage = {
  readonly items: readonly (DriftCase)[];
  /** The cursor of the page after */
  readonly next?: string;
};

export type Explanation = {
  readonly headline: string;
  readonly details: readonly (string)[];
};

export type FeeStep = {
  /** From this age of the order on */
  readonly fromMinutes: number;
  /** 100 = 1 % */
  readonly basisPoints: number;
  /** Minor units of the currency (cents, fen, yen): a whole number */
  readonly fixed: number;
  /** Minor units of the currency (cents, fen, yen): a whole number */
  readonly cap: number | null;
  readonly faults: readonly ("BUYER" | "SELLER" | "PLATFORM" | "CARRIER" | "FORCE_MAJEURE")[];
};

export type LeverDone = {
  readonly outcome: "done";
  readonly state: "REQUESTED" | "DENIED" | "AWAITING_DECISION" | "OFFERED" | "REJECTED" | "ARBITRATION" | "UPHELD" | "WITHDRAWN" | "INTERCEPTING" | "NOT_STOPPED" | "AWAITING_RETURN" | "REFUNDING" | "CLOSED" | "SETTLED" | "REPAIRING" | "NEEDS_HUMAN";
};

/** What the lever named in the path needs */
export type LeverRequest = {
  readonly legId: string;
  readonly route: "BANK_TRANSFER" | "STORE_CREDIT";
  readonly destinationId: string;
  readonly consent: {
    /** When the customer agreed */
    readonly givenAt: string;
    readonly evidence: {
      /** What kind of document, such as E_MAIL or CALL_RECORD */
      readonly kind: string;
      /** Where it is in your own files; never the document itself */
      readonly reference: string;
      readonly sha256?: string;
    };
  };
} | {
  /** From the timeline: who asked got it there */
  readonly approvalId: string;
  readonly decision: "APPROVED" | "REFUSED";
} | {
  readonly legId: string;
  readonly reference: string;
} | {
  readonly legId: string;
} | {
  readonly shipmentId: string;
  readonly outcome: "STOPPED" | "ALREADY_OUT" | "DELIVERED";
} | {
  readonly shipmentId: string;
} | {
  readonly merchantId: string;
  readonly ruling: "APPROVED" | "UPHELD";
} | Readonly<Record<string, never>>;

export type LinkExchange = {
  readonly token: string;
};

export type LinkExchanged = {
  /** A bearer token for this order */
  readonly token: string;
  /** Exchange the link again after this */
  readonly expiresAt: string;
  readonly orderId: string;
  /** As whom its holder acts */
  readonly role: "customer";
  /** MANAGE: quote, request, withdraw and read. FOLLOW: read */
  readonly purpose: "MANAGE" | "FOLLOW";
};

export type Live = {
  readonly status: "live";
};

export type MerchantCalendar = {
  /** IANA name, such as America/Sao_Paulo */
  readonly timeZone: string;
  readonly weekly: {
    readonly sunday?: readonly ({
      readonly from: string;
      readonly to: string;
    })[];
    readonly monday?: readonly ({
      readonly from: string;
      readonly to: string;
    })[];
    readonly tuesday?: readonly ({
      readonly from: string;
      readonly to: string;
    })[];
    readonly wednesday?: readonly ({
      readonly from: string;
      readonly to: string;
    })[];
    readonly thursday?: readonly ({
      readonly from: string;
      readonly to: string;
    })[];
    readonly friday?: readonly ({
      readonly from: string;
      readonly to: string;
    })[];
    readonly saturday?: readonly ({
      readonly from: string;
      readonly to: string;
    })[];
  };
  readonly holidays?: readonly (string)[];
};

export type Order = {
  readonly orderId: string;
  readonly version: number;
  readonly currency: string;
  readonly placedAt: string;
  readonly accountBlocked: boolean;
  readonly reading: OrderReading;
  /** Payments minus units; comes back when the whole order is cancelled */
  readonly adjustment: number;
  readonly units: readonly (OrderUnit)[];
  readonly tenders: readonly (Tender)[];
  readonly shipments: readonly (Shipment)[];
  readonly benefits?: readonly (OrderBenefit)[];
};

export type OrderBenefit = {
  readonly benefitId: string;
  readonly kind: "COUPON" | "POINTS_SPENT" | "POINTS_EARNED" | "GIFT_COUPON";
  /** Points; 1 for a coupon */
  readonly amount: number;
  readonly merchantId?: string;
  readonly expiresAt?: string;
  /** What the customer still has of what was earned */
  readonly remaining?: number;
  /** Returned, kept, clawed back or turned to debt by cancellations so far */
  readonly moved: number;
};

export type OrderLineInput = {
  readonly lineId: string;
  readonly merchantId: string;
  readonly sku: string;
  /** Where its stock is */
  readonly location?: string;
  readonly quantity: number;
  /** Price of one unit before discount, minor units */
  readonly unitPrice: number;
  /** On the whole line, minor units */
  readonly discount?: number;
  /** On the whole line, not already in the price, minor units */
  readonly tax?: number;
  /** Charged for this line, minor units */
  readonly shipping?: number;
  /** A gift card that is bought: the balance behind it. Such a line has quantity 1 */
  readonly giftBalanceId?: string;
  /** False for what can never be cancelled, such as made-to-measure */
  readonly cancellable?: boolean;
};

export type OrderLink = {
  readonly linkId: string;
  readonly orderId: string;
  /** As whom its holder acts */
  readonly role: "customer";
  /** MANAGE: quote, request, withdraw and read. FOLLOW: read */
  readonly purpose: "MANAGE" | "FOLLOW";
  readonly expiresAt: string;
  /** What the link carries: for the order’s own customer alone */
  readonly token: string;
  /** To send: the token is behind the #, so that no server and no log sees it */
  readonly url: string;
};

export type OrderLinkRequest = {
  /** As whom its holder acts */
  readonly role?: "customer";
  /** MANAGE: quote, request, withdraw and read. FOLLOW: read */
  readonly purpose?: "MANAGE" | "FOLLOW";
  /** Days */
  readonly expiresInDays?: number;
};

export type OrderReading = {
  readonly state: "OPEN" | "CANCELLING" | "PARTIALLY_CANCELLED" | "CANCELLED";
  /** Where its refunds stand */
  readonly refund: "NONE" | "IN_PROGRESS" | "COMPLETED" | "NEEDS_ATTENTION";
  /** Both in one sentence, in the language asked for */
  readonly text: string;
};

export type OrderUnit = {
  readonly unitId: string;
  readonly lineId: string;
  readonly merchantId: string;
  readonly sku: string;
  readonly location: string;
  readonly state: "ACTIVE" | "HELD" | "CANCELLED";
  readonly cancellable: boolean;
  /** After discount, minor units */
  readonly price: number;
  /** Minor units, either sign */
  readonly tax: number;
  /** Minor units, either sign */
  readonly shipping: number;
  /** The balance behind a gift card that was bought */
  readonly giftBalanceId?: string;
  /** What is left on that card, minor units */
  readonly giftLeft?: number;
};

export type PaymentEventInput = {
  readonly eventId: string;
  readonly captureId: string;
  readonly kind: "EXTERNAL_REFUND" | "DISPUTE_OPENED" | "DISPUTE_WON" | "DISPUTE_LOST";
  /** Minor units, above zero */
  readonly amount: number;
  /** ISO 8601 with a zone, such as 2026-03-01T12:00:00Z */
  readonly happenedAt: string;
};

export type PayoutDestination = {
  readonly destinationId: string;
  readonly orderId: string;
  readonly kind: "BANK_ACCOUNT" | "STORE_CREDIT";
  /** Its last four characters */
  readonly hint: string;
  readonly createdAt: string;
  /** Forgotten since: it can’t be paid to any more */
  readonly erasedAt?: string;
};

export type PayoutDestinationRequest = {
  readonly kind: "BANK_ACCOUNT";
  /** Spaces don’t matter. Stored sealed, never shown again */
  readonly iban: string;
  /** Whose account it is; stored sealed, never shown again */
  readonly name: string;
  readonly bic?: string;
} | {
  readonly kind: "STORE_CREDIT";
  /** The shop’s id of a balance: opaque, never a name */
  readonly balanceId: string;
};

export type PayoutDestinations = {
  readonly items: readonly (PayoutDestination)[];
};

export type PolicyInput = {
  readonly policyId: string;
  /** How long after placing it an order may be cancelled; null: no limit */
  readonly requestWindowMinutes: number | null;
  /** Inside this age of the order it is approved by rule; 0: no grace */
  readonly graceMinutes: number;
  readonly approvalNeeded: boolean;
  /** The merchant’s time to decide, ms */
  readonly decisionMs: number;
  /** Is that time business time? */
  readonly businessHoursOnly: boolean;
  readonly onTimeout: "APPROVE" | "REJECT" | "ESCALATE";
  readonly onNotStopped: "END" | "AWAIT_RETURN" | "NEEDS_HUMAN";
  /** May a parcel that the carrier has be stopped? */
  readonly interceptInTransit: boolean;
  /** How long a parcel may take to come back, ms */
  readonly returnMs: number;
  readonly partsCancellable: boolean;
  readonly shippingFee: "NONE" | "PRORATED";
  readonly tenderOrder: "PROPORTIONAL" | "GIFT_FIRST" | "CARD_FIRST" | "REVERSE_OF_PAYMENT";
  readonly stock: "RELEASE" | "RETURN_TO_SHELF" | "WRITE_OFF";
  readonly fees: readonly (FeeStep)[];
  /** Left out: all goes back, and what was earned is clawed back */
  readonly benefits?: BenefitPolicy;
};

export type Problem = {
  /** The page that explains the code */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** What happened, and what to do */
  readonly detail: string;
  /** Stable; the same in the workflow’s answers */
  readonly code: string;
  /** The field that is wrong, as a path */
  readonly param?: string;
  readonly requestId: string;
  /** The same request may work later */
  readonly retryable: boolean;
  readonly details?: Readonly<Record<string, unknown>>;
};

export type PutBalanceAnswer = {
  readonly outcome: "created" | "updated" | "unchanged";
  readonly balance: Balance;
};

export type PutBalanceRequest = {
  readonly kind: "GIFT_CARD" | "STORE_CREDIT";
  /** ISO 4217, one of 166 codes */
  readonly currency: string;
  /** Those that are known already are left as they are */
  readonly movements?: readonly (BalanceMovement)[];
};

export type PutMerchantAnswer = {
  readonly outcome: "created" | "updated" | "unchanged";
  readonly merchantId: string;
  /** A changed policy is a new version; requests that run keep theirs */
  readonly policyVersion: number;
  readonly policyHash: string;
};

export type PutMerchantRequest = {
  /** Null: always at work */
  readonly calendar?: MerchantCalendar | null;
  readonly policy: PolicyInput;
};

export type PutOrderAnswer = {
  readonly outcome: "created" | "updated" | "unchanged";
  readonly order: Order;
};

export type PutOrderRequest = {
  /** The shop’s own version of the order; it only goes up */
  readonly version: number;
  /** ISO 4217, one of 166 codes */
  readonly currency: string;
  /** ISO 8601 with a zone, such as 2026-03-01T12:00:00Z */
  readonly placedAt: string;
  /** The customer may not cancel at present */
  readonly accountBlocked?: boolean;
  /** None where only payments are known: then it is cancellable only whole */
  readonly lines: readonly (OrderLineInput)[];
  /** For the whole order, minor units */
  readonly shippingFee?: number;
  readonly tenders: readonly (TenderInput)[];
  readonly shipments?: readonly (ShipmentInput)[];
  readonly paymentEvents?: readonly (PaymentEventInput)[];
  /** Coupons and points; frozen with the units */
  readonly benefits?: readonly (BenefitInput)[];
};

export type Quote = {
  readonly currency: string;
  /** Does it leave nothing of the order? */
  readonly whole: boolean;
  readonly units: readonly (QuotedUnit)[];
  /** Minor units, either sign */
  readonly goods: number;
  /** Minor units, either sign */
  readonly shipping: number;
  /** Minor units, either sign */
  readonly adjustment: number;
  /** What is kept */
  readonly fee: number;
  /** Of the fee: spent of bought gift cards */
  readonly giftSpent?: number;
  /** What comes back, minor units */
  readonly refund: number;
  readonly tenders: readonly (QuotedTender)[];
  /** What becomes of coupons and points */
  readonly benefits?: readonly (BenefitMovement)[];
};

export type QuoteAnswer = {
  readonly outcome: "allowed";
  readonly quote: Quote;
  /** Who would decide each merchant’s part */
  readonly approval: readonly (QuotedApproval)[];
};

export type QuoteRequest = {
  /** Which reasons may be given depends on who asks */
  readonly reason: "CHANGED_MIND" | "ORDERED_BY_MISTAKE" | "FOUND_CHEAPER" | "WRONG_ADDRESS" | "DELIVERY_TOO_SLOW" | "OUT_OF_STOCK" | "PRICE_ERROR" | "CANNOT_SHIP" | "FRAUD_SUSPECTED" | "PAYMENT_TIMED_OUT" | "LOST_BY_CARRIER" | "FORCE_MAJEURE";
  /** Left out: all that is left of the order */
  readonly selection?: Selection;
  /** In whose name it is asked */
  readonly initiator?: "CUSTOMER" | "MERCHANT" | "PLATFORM" | "SYSTEM";
};

export type QuotedApproval = {
  readonly merchantId: string;
  readonly by: "MERCHANT" | "RULE";
};

export type QuotedTender = {
  readonly tenderId: string;
  readonly channel: string;
  readonly kind: "refund" | "void" | "payout";
  /** Minor units, either sign */
  readonly amount: number;
  /** Days until the customer has it: soonest and latest */
  readonly arrivalDays: readonly (number)[];
  /** These are Monday to Friday */
  readonly inBusinessDays?: true;
};

export type QuotedUnit = {
  readonly unitId: string;
  readonly lineId: string;
  readonly merchantId: string;
  /** Goods and tax, minor units */
  readonly goods: number;
  /** Minor units, either sign */
  readonly shipping: number;
};

export type Ready = {
  readonly status: "ready" | "not ready";
  readonly checks: Readonly<Record<string, "ok" | "failed">>;
};

export type RefundLeg = {
  readonly legId: string;
  readonly tenderId: string;
  readonly channel: string;
  readonly kind: "refund" | "void" | "payout";
  readonly state: "PLANNED" | "SUBMITTED" | "PENDING" | "AMBIGUOUS" | "BLOCKED" | "DISPUTED" | "REVIEW" | "SUCCEEDED" | "FAILED" | "CLOSED" | "MANUAL";
  /** Minor units, either sign */
  readonly amount: number;
  /** The provider’s own id of the refund */
  readonly providerRef?: string;
  /** Until when the customer should have it, a day */
  readonly expectedBy?: string;
  readonly replacedBy?: string;
  readonly tenderKind?: "CARD" | "WALLET" | "BANK_TRANSFER" | "GIFT_CARD" | "STORE_CREDIT" | "UNDEFINED";
  /** How it stands in the customer’s eyes, today */
  readonly arrival?: "BEING_SENT" | "ON_ITS_WAY" | "ARRIVED" | "LATE" | "NEEDS_ATTENTION" | "PAID_ANOTHER_WAY" | "REPLACED";
  /** The expected day is over, and it is not at its end */
  readonly late?: true;
  /** What the customer is told of it, in the language asked for */
  readonly text: string;
};

export type Selection = {
  readonly kind: "ORDER";
} | {
  readonly kind: "LINES";
  readonly lines: readonly ({
    readonly lineId: string;
    readonly quantity: number;
  })[];
};

export type Shipment = {
  readonly shipmentId: string;
  readonly carrier: string;
  readonly trackingRef: string;
  readonly state: "LABELED" | "IN_TRANSIT" | "DELIVERED" | "STOPPED" | "RETURNED";
  readonly unitIds: readonly (string)[];
};

export type ShipmentInput = {
  readonly shipmentId: string;
  readonly carrier: string;
  readonly trackingRef: string;
  readonly state: "LABELED" | "IN_TRANSIT" | "DELIVERED" | "STOPPED" | "RETURNED";
  readonly unitIds: readonly (string)[];
};

export type Tender = {
  readonly tenderId: string;
  readonly kind: "CARD" | "WALLET" | "BANK_TRANSFER" | "GIFT_CARD" | "STORE_CREDIT" | "UNDEFINED";
  readonly channel: string;
  readonly currency: string;
  readonly sequence: number;
  readonly captures: readonly (Capture)[];
  readonly authorizations: readonly (Authorization)[];
};

export type TenderInput = {
  readonly tenderId: string;
  readonly kind: "CARD" | "WALLET" | "BANK_TRANSFER" | "GIFT_CARD" | "STORE_CREDIT" | "UNDEFINED";
  /** Through which the money goes back */
  readonly channel: string;
  /** Left out: the order’s; another one is refused */
  readonly currency?: string;
  /** The order in which they paid; left out: as listed */
  readonly sequence?: number;
  readonly captures?: readonly (CaptureInput)[];
  readonly authorizations?: readonly (AuthorizationInput)[];
};

export type Timeline = {
  readonly entries: readonly (TimelineEntry)[];
};

export type TimelineEntry = {
  readonly at: string;
  readonly event: string;
  readonly actor: Actor;
  readonly from?: "REQUESTED" | "DENIED" | "AWAITING_DECISION" | "OFFERED" | "REJECTED" | "ARBITRATION" | "UPHELD" | "WITHDRAWN" | "INTERCEPTING" | "NOT_STOPPED" | "AWAITING_RETURN" | "REFUNDING" | "CLOSED" | "SETTLED" | "REPAIRING" | "NEEDS_HUMAN";
  readonly to?: "REQUESTED" | "DENIED" | "AWAITING_DECISION" | "OFFERED" | "REJECTED" | "ARBITRATION" | "UPHELD" | "WITHDRAWN" | "INTERCEPTING" | "NOT_STOPPED" | "AWAITING_RETURN" | "REFUNDING" | "CLOSED" | "SETTLED" | "REPAIRING" | "NEEDS_HUMAN";
  readonly reason?: string;
  readonly details: Readonly<Record<string, unknown>>;
};

export type WebhookDelivery = {
  /** The header `webhook-id` */
  readonly deliveryId: string;
  readonly endpointId: string;
  readonly type: string;
  readonly cancellationId: string;
  readonly state: "PENDING" | "DELIVERED" | "FAILED";
  readonly attempts: readonly ({
    readonly attempt: number;
    readonly at: string;
    readonly durationMs: number;
    readonly status?: number;
    /** A short code; left out where it was taken */
    readonly error?: string;
  })[];
  readonly nextAttemptAt?: string;
  readonly createdAt: string;
};

export type WebhookDeliveryPage = {
  readonly items: readonly (WebhookDelivery)[];
  /** The cursor of the page after */
  readonly next?: string;
};

export type WebhookEndpoint = {
  readonly endpointId: string;
  readonly url: string;
  readonly merchantId?: string;
  readonly types: readonly (string)[];
  readonly state: "ENABLED" | "DISABLED";
  readonly disabledReason?: "GONE" | "FAILING" | "BY_HAND";
  readonly disabledAt?: string;
  /** The first failed attempt since the last that was taken */
  readonly failingSince?: string;
  readonly createdAt: string;
};

export type WebhookEndpointChange = {
  /** None: all types */
  readonly types?: readonly (string)[];
  readonly state?: "ENABLED" | "DISABLED";
};

export type WebhookEndpointRequest = {
  /** https, on the public internet */
  readonly url: string;
  /** None: all types */
  readonly types?: readonly (string)[];
  /** Only what concerns this merchant. Left out: the whole shop */
  readonly merchantId?: string;
};

export type WebhookEndpointWithHistory = {
  readonly endpointId: string;
  readonly url: string;
  readonly merchantId?: string;
  readonly types: readonly (string)[];
  readonly state: "ENABLED" | "DISABLED";
  readonly disabledReason?: "GONE" | "FAILING" | "BY_HAND";
  readonly disabledAt?: string;
  /** The first failed attempt since the last that was taken */
  readonly failingSince?: string;
  readonly createdAt: string;
  readonly history: readonly ({
    readonly at: string;
    readonly event: "CREATED" | "TYPES_CHANGED" | "SECRET_ROTATED" | "DISABLED" | "ENABLED" | "DELETED";
    readonly actor: {
      readonly id: string;
      readonly role: string;
    };
    readonly reason?: string;
  })[];
};

export type WebhookEndpointWithSecret = {
  readonly endpointId: string;
  readonly url: string;
  readonly merchantId?: string;
  readonly types: readonly (string)[];
  readonly state: "ENABLED" | "DISABLED";
  readonly disabledReason?: "GONE" | "FAILING" | "BY_HAND";
  readonly disabledAt?: string;
  /** The first failed attempt since the last that was taken */
  readonly failingSince?: string;
  readonly createdAt: string;
  /** `whsec_…`: shown now and never again. Left out where a repeated call’s secret was retired since */
  readonly secret?: string;
};

export type WebhookEndpoints = {
  readonly items: readonly (WebhookEndpoint)[];
};

export type WebhookReceived = {
  /** The furthest that any part of it came */
  readonly outcome: "applied" | "ignored" | "parked";
};

export type WebhookSecretRotation = {
  /** How long the old secret signs too */
  readonly overlapHours?: number;
};

export type Withdrawn = {
  readonly outcome: "withdrawn";
};
