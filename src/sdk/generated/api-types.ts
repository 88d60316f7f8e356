// Generated from docs/openapi.json by `npm run openapi`: what the API takes and gives, for the HTTP client.

export type Actor = {
  readonly id: string;
  readonly role: string;
};

export type ApplicableLever = {
  readonly kind: "retryStep" | "retryRefund" | "recordManualRefund" | "chooseAlternateRoute" | "approveRoute" | "resolveInterception" | "recordReturn" | "arbitrate" | "extendDeadline" | "reopen" | "approveReopening";
  /** Who may pull it */
  readonly roles: readonly ("customer" | "merchant" | "service" | "support" | "supervisor" | "operator" | "auditor" | "system")[];
  /** What it does, in the language asked for */
  readonly effect: string;
  readonly fields: readonly (LeverField)[];
  readonly legId?: string;
  readonly shipmentId?: string;
  readonly merchantId?: string;
  readonly approvalId?: string;
};

export type ApplicableLevers = {
  /** Those that apply now and that the caller may pull */
  readonly levers: readonly (ApplicableLever)[];
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

export type BatchDecision = {
  /** `<orderId>.<16 hex digits>` */
  readonly cancellationId: string;
  /** Whose part; a merchant’s own key need not say it */
  readonly merchantId?: string;
  readonly outcome: "APPROVED" | "REJECTED";
  /** Needed to reject */
  readonly rejectionReason?: "ALREADY_SHIPPED" | "IN_PRODUCTION" | "CUSTOM_MADE" | "SERVICE_STARTED" | "OTHER";
  /** To the customer, of a rejection; kept in the database alone */
  readonly message?: string;
  /** What becomes of the stock, in place of the policy’s rule */
  readonly restock?: "RELEASE" | "RETURN_TO_SHELF" | "WRITE_OFF";
};

export type BatchResult = {
  readonly cancellationId: string;
  readonly outcome: "recorded" | "refused";
  /** Why it was refused, as the same decision alone would have been */
  readonly code?: string;
  /** What happened, and what to do */
  readonly detail?: string;
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
  /** What comes back, minor units; for a merchant beside others, for its own units */
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
  /** The merchant’s counter-offer */
  readonly offer?: Offer;
  /** It stands, and the customer may accept or decline it */
  readonly mayAnswerOffer: boolean;
  /** The rejection may be taken to arbitration now */
  readonly mayEscalate: boolean;
  /** A right to withdraw: no approval, no offer, no fee */
  readonly statutory?: true;
  readonly escalation?: Escalation;
  /** For staff and merchants */
  readonly evidence?: readonly (Evidence)[];
  readonly requestedAt: string;
  /** Now, by the clock that deadlines go by */
  readonly serverTime: string;
  /** In whose name it was asked */
  readonly initiator: "CUSTOMER" | "MERCHANT" | "PLATFORM" | "SYSTEM";
  /** Has the first irreversible act begun? Then it only goes on */
  readonly pivotTaken: boolean;
  /** By line; for a merchant, its own */
  readonly units: readonly (CancellationUnits)[];
  /** As it was frozen; for a merchant, its own units, without payments */
  readonly quote: Quote;
  /** How it went, in the customer’s eyes */
  readonly feedback?: Feedback;
  readonly mayGiveFeedback: boolean;
  readonly maySeeTimeline: boolean;
  /** For staff: its history in the Temporal Web UI */
  readonly workflowUrl?: string;
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
  /** A right to withdraw: no approval, no offer, no fee */
  readonly statutory?: true;
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
  /** What happens when it runs out */
  readonly onTimeout?: "APPROVE" | "REJECT" | "ESCALATE";
  /** Does it leave nothing of the order? */
  readonly whole: boolean;
  /** Units that it is about; for a merchant, its own */
  readonly unitCount: number;
  /** Where it stands, in one sentence, in the language asked for */
  readonly headline: string;
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
  /** What happens when this part’s clock runs out */
  readonly onTimeout?: "APPROVE" | "REJECT" | "ESCALATE";
  /** The merchant itself may put off its deadline by so much at most, once */
  readonly extendable?: {
    readonly minutes: number;
  };
  readonly rejectionReason?: "ALREADY_SHIPPED" | "IN_PRODUCTION" | "CUSTOM_MADE" | "SERVICE_STARTED" | "OTHER";
  /** What the merchant wrote to the customer */
  readonly message?: string;
  /** What the arbiter wrote to his ruling; for staff */
  readonly rulingNote?: string;
};

export type CancellationRequest = {
  /** Which reasons may be given depends on who asks */
  readonly reason: "CHANGED_MIND" | "ORDERED_BY_MISTAKE" | "FOUND_CHEAPER" | "WRONG_ADDRESS" | "DELIVERY_TOO_SLOW" | "OUT_OF_STOCK" | "PRICE_ERROR" | "CANNOT_SHIP" | "FRAUD_SUSPECTED" | "PAYMENT_TIMED_OUT" | "LOST_BY_CARRIER" | "FORCE_MAJEURE";
  /** Left out: all that is left of the order */
  readonly selection?: Selection;
  /** In whose name it is asked */
  readonly initiator?: "CUSTOMER" | "MERCHANT" | "PLATFORM" | "SYSTEM";
  /** Of a quote: the request is refused where it would return anything else */
  readonly quoteToken?: string;
};

export type CancellationUnits = {
  readonly lineId: string;
  readonly merchantId: string;
  readonly sku: string;
  /** What the shop calls it; its stock number where it does not say */
  readonly title: string;
  readonly quantity: number;
  /** Where it is a single one */
  readonly unitId?: string;
  /** Goods and tax as quoted, minor units */
  readonly amount: number;
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

export type ClosureProof = {
  readonly version: number;
  /** SHA-256 of `body` as canonical JSON (sorted keys, no spaces), hex */
  readonly hash: string;
  readonly writtenAt: string;
  readonly supersededAt?: string;
  /** Ids, states and amounts in minor units, nothing personal */
  readonly body: Readonly<Record<string, unknown>>;
};

export type ClosureProofs = {
  readonly current: ClosureProof;
  /** Newest first */
  readonly superseded: readonly (ClosureProof)[];
};

export type Contact = {
  /** First letters alone, such as `a…@e….com` */
  readonly hint: string;
  readonly locale: "en" | "zh";
};

export type ContactAnswer = {
  /** Left out: there is none, or none any more */
  readonly contact?: Contact;
};

export type ContactInput = {
  /** Stored sealed, never shown again */
  readonly email: string;
  /** In which language; left out: the shop’s */
  readonly locale?: "en" | "zh";
  /** How to greet; stored sealed, never shown again */
  readonly name?: string;
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

export type DeadlineExtended = {
  readonly outcome: "extended";
  readonly deadline: string;
  /** pending: what was recorded stands, and its workflow will hear of it later */
  readonly signal: "sent" | "pending";
};

export type DecisionBatchAnswer = {
  /** One for each decision, in their order */
  readonly results: readonly (BatchResult)[];
};

export type DecisionBatchRequest = {
  /** Each is decided by itself, in this order */
  readonly decisions: readonly (BatchDecision)[];
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
  /** To the customer, of a rejection; kept in the database alone */
  readonly message?: string;
  /** What becomes of the stock, in place of the policy’s rule */
  readonly restock?: "RELEASE" | "RETURN_TO_SHELF" | "WRITE_OFF";
  /** Approves these units alone; the rest is rejected */
  readonly lines?: readonly ({
    readonly lineId: string;
    readonly quantity: number;
  })[];
};

export type DeskCounts = {
  /** Cancellations that need a person */
  readonly needsHuman: number;
  /** Whose clock has run out, and which nobody has moved since */
  readonly overdue: number;
  /** Differences between books that nobody has resolved */
  readonly drift: number;
  /** Cancellations with a refund that the customer should have by now: those that the list shows with lateRefunds=true */
  readonly lateRefunds: number;
  /** All workflows in the Temporal Web UI, where that is known */
  readonly workflowsUrl?: string;
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
  /** What a person has found out about it */
  readonly resolution?: {
    readonly at: string;
    readonly by: {
      readonly id: string;
      readonly role: string;
    };
    readonly note: string;
  };
};

export type DriftPage = {
  readonly items: readonly (DriftCase)[];
  /** The cursor of the page after */
  readonly next?: string;
};

export type DriftResolutionRequest = {
  /** What was found out; kept in the database alone */
  readonly note: string;
};

export type Escalation = {
  /** Until when the rejection may be taken to arbitration */
  readonly allowedUntil?: string;
  /** The cancellation that took it there */
  readonly escalatedBy?: string;
  /** The rejection that this one takes there */
  readonly escalates?: string;
  /** What was written to it; for staff and merchants */
  readonly reason?: string;
  /** `escalatedBy` decides it again: two persons have reopened it */
  readonly reopened?: true;
  /** This one decides `escalates` again, which was reopened */
  readonly reopens?: true;
  /** Why it is to be decided again; for staff */
  readonly reopeningReason?: string;
};

export type EscalationOpened = {
  readonly outcome: "opened";
  /** The new one, which is decided by an arbiter */
  readonly cancellationId: string;
  readonly escalates: string;
  readonly state: "REQUESTED" | "DENIED" | "AWAITING_DECISION" | "OFFERED" | "REJECTED" | "ARBITRATION" | "UPHELD" | "WITHDRAWN" | "INTERCEPTING" | "NOT_STOPPED" | "AWAITING_RETURN" | "REFUNDING" | "CLOSED" | "SETTLED" | "REPAIRING" | "NEEDS_HUMAN";
  /** Until when the arbiter is to rule, ISO 8601 */
  readonly deadline?: string;
};

export type EscalationRequest = {
  /** What the arbiter should know; kept in the database alone */
  readonly reason?: string;
};

export type Evidence = {
  readonly evidenceId: string;
  readonly kind: string;
  readonly reference: string;
  readonly sha256?: string;
  readonly note?: string;
  /** The role of who showed it */
  readonly by: string;
  /** Whose it is, where a merchant showed it */
  readonly merchantId?: string;
  readonly at: string;
};

export type EvidenceAdded = {
  readonly outcome: "added";
  readonly evidenceId: string;
};

export type EvidenceRequest = {
  /** What kind of document, such as PHOTO or E_MAIL */
  readonly kind: string;
  /** Where it is in your own files; never the document itself */
  readonly reference: string;
  /** SHA-256 of the document, hex */
  readonly sha256?: string;
  /** For staff and merchants to read; kept in the database alone */
  readonly note?: string;
};

export type Explanation = {
  readonly headline: string;
  readonly details: readonly (string)[];
};

export type ExtensionRequest = {
  /** Whose deadline; a merchant’s own key need not say it */
  readonly merchantId?: string;
  /** Of business time, where the deadline is counted in it */
  readonly minutes: number;
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

export type Feedback = {
  /** 1 to 5 */
  readonly rating: number;
  readonly comment?: string;
  readonly at: string;
};

export type FeedbackRequest = {
  readonly rating: number;
  /** Read by merchant and support; kept in the database alone, and erasable */
  readonly comment?: string;
};

export type GuestCodeRequest = {
  readonly shopId: string;
  /** The shop’s id of the order */
  readonly orderId: string;
  /** The one of the order */
  readonly email: string;
};

export type GuestCodeRequested = {
  /** A code that was mailed, if order and address belong together */
  readonly validForMinutes: number;
};

export type LeverDone = {
  readonly outcome: "done";
  readonly state: "REQUESTED" | "DENIED" | "AWAITING_DECISION" | "OFFERED" | "REJECTED" | "ARBITRATION" | "UPHELD" | "WITHDRAWN" | "INTERCEPTING" | "NOT_STOPPED" | "AWAITING_RETURN" | "REFUNDING" | "CLOSED" | "SETTLED" | "REPAIRING" | "NEEDS_HUMAN";
  /** Of `reopen`: what a second person decides on */
  readonly approvalId?: string;
  /** Of `approveReopening`: the cancellation that decides it again */
  readonly escalatedBy?: string;
};

export type LeverField = {
  /** Its path in the body, such as `consent.givenAt` */
  readonly name: string;
  readonly type: "text" | "number" | "instant" | "choice";
  readonly required: boolean;
  /** Of a choice */
  readonly values?: readonly (string)[];
  /** What the lever is about: send it as it is */
  readonly value?: string;
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
  /** Final: nobody overrules it */
  readonly ruling: "APPROVED" | "UPHELD";
  /** Why, for staff to read; kept in the database alone */
  readonly note?: string;
  readonly evidence?: {
    readonly kind: string;
    readonly reference: string;
    /** SHA-256 of the document, hex */
    readonly sha256?: string;
  };
} | {
  readonly merchantId: string;
  /** Of business time, where the deadline is counted in it */
  readonly minutes: number;
} | {
  /** Why, for staff to read; kept in the database alone */
  readonly reason: string;
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

export type Mail = {
  readonly mailId: string;
  readonly kind: "REQUEST_RECEIVED" | "APPROVED" | "REJECTED" | "NOT_POSSIBLE" | "OFFER_MADE" | "NOT_STOPPED" | "REFUND_SENT" | "REFUND_SETTLED" | "NEEDS_ATTENTION" | "WITHDRAWN" | "DECISION_ASKED" | "DECISION_REMINDER" | "DECIDED_BY_TIMEOUT" | "REQUEST_WITHDRAWN" | "GUEST_CODE";
  /** To a contact of this merchant; left out: to the customer */
  readonly merchantId?: string;
  /** UNKNOWN: it may have been taken and is not sent again */
  readonly state: "PENDING" | "SENDING" | "SENT" | "KEPT" | "FAILED" | "SKIPPED" | "UNKNOWN";
  /** A short code */
  readonly error?: string;
  readonly createdAt: string;
  readonly doneAt?: string;
};

export type MailSwitches = {
  readonly customer: boolean;
  readonly merchant: boolean;
};

export type MailSwitchesInput = {
  /** Left out: as it was; at first true */
  readonly customer?: boolean;
  /** Left out: as it was; at first true */
  readonly merchant?: boolean;
};

export type Mails = {
  readonly items: readonly (Mail)[];
};

export type Merchant = {
  readonly merchantId: string;
  /** Null: always at work */
  readonly calendar: MerchantCalendar | null;
  readonly policy: Policy;
  readonly policyHash: string;
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

export type MerchantContactInput = {
  /** Stored sealed, never shown again */
  readonly email: string;
  /** In which language; left out: the shop’s */
  readonly locale?: "en" | "zh";
  /** How to greet; stored sealed, never shown again */
  readonly name?: string;
  /** Which mails; left out: all */
  readonly kinds?: readonly ("DECISION_ASKED" | "DECISION_REMINDER" | "DECIDED_BY_TIMEOUT" | "REQUEST_WITHDRAWN")[];
};

export type MerchantDetails = {
  readonly merchantId: string;
  /** Null: always at work */
  readonly calendar: MerchantCalendar | null;
  readonly policy: Policy;
  readonly policyHash: string;
  /** Of the policy, newest first */
  readonly versions: readonly (PolicyVersion)[];
};

export type MerchantLink = {
  readonly linkId: string;
  readonly cancellationId: string;
  readonly merchantId: string;
  /** A day after the deadline of the merchant’s part; where that is moved, so is this */
  readonly expiresAt: string;
  /** What the link carries: for this merchant alone */
  readonly token: string;
  /** To send: the token is behind the #, so that no server and no log sees it */
  readonly url: string;
};

export type MerchantLinkRequest = {
  readonly merchantId: string;
};

export type MerchantPage = {
  readonly items: readonly (Merchant)[];
  /** Cursor of the page after; absent on the last one */
  readonly next?: string;
};

export type Offer = {
  readonly offerId: string;
  readonly merchantId: string;
  readonly terms: OfferTerms;
  /** From the merchant to the customer */
  readonly note?: string;
  /** Until when the customer may answer, ISO 8601 */
  readonly deadline: string;
  readonly state: "OPEN" | "ACCEPTED" | "DECLINED" | "EXPIRED";
};

export type OfferAnswerRecorded = {
  readonly outcome: "recorded";
  readonly answer: "ACCEPTED" | "DECLINED";
  /** pending: what was recorded stands, and its workflow will hear of it later */
  readonly signal: "sent" | "pending";
};

export type OfferAnswerRequest = {
  /** ACCEPTED takes the request back: the order goes ahead */
  readonly answer: "ACCEPTED" | "DECLINED";
};

export type OfferMade = {
  readonly outcome: "offered";
  readonly offer: Offer;
  /** pending: what was recorded stands, and its workflow will hear of it later */
  readonly signal: "sent" | "pending";
};

export type OfferRequest = {
  /** Whose part; a merchant’s own key need not say it */
  readonly merchantId?: string;
  readonly terms: OfferTermsInput;
  /** To the customer; kept in the database alone */
  readonly note?: string;
};

export type OfferTerms = {
  readonly kind: "PARTIAL_REFUND" | "COUPON" | "REPLACEMENT" | "OTHER";
  readonly amount?: number;
  readonly currency?: string;
};

export type OfferTermsInput = {
  readonly kind: "PARTIAL_REFUND" | "COUPON" | "REPLACEMENT" | "OTHER";
  /** Minor units, above zero */
  readonly amount?: number;
  /** ISO 4217, one of 166 codes */
  readonly currency?: string;
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
  /** What a person would call it; customers and merchants read it */
  readonly title?: string;
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
  /** What a person would call it, where the shop has said */
  readonly title?: string;
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

/** The rules as data */
export type Policy = {
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
  /** An arbiter’s time to rule, ms; left out: 72 hours */
  readonly arbitrationMs?: number;
  /** When nobody has ruled in time; left out: a person is called */
  readonly onArbitrationTimeout?: "NEEDS_HUMAN" | "APPROVED" | "UPHELD";
  /** How long a rejection may be taken to arbitration; 0: never; left out: 7 days */
  readonly escalationWindowMinutes?: number;
  /** So many days from placing the order a customer withdraws by right; 0 or left out: no such right */
  readonly statutoryWithdrawalDays?: number;
  /** Requests of a customer’s for one order that may come to nothing; left out: any number */
  readonly maxRequests?: number;
  /** The customer’s time to answer an offer, ms; 0: no offers. Left out: a day */
  readonly offerMs?: number;
  /** By how much a merchant may put off its own deadline, once; left out: not at all */
  readonly extensionMinutes?: number;
  /** Left out: all goes back, and what was earned is clawed back */
  readonly benefits?: BenefitPolicy;
  readonly version: number;
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
  /** An arbiter’s time to rule, ms; left out: 72 hours */
  readonly arbitrationMs?: number;
  /** When nobody has ruled in time; left out: a person is called */
  readonly onArbitrationTimeout?: "NEEDS_HUMAN" | "APPROVED" | "UPHELD";
  /** How long a rejection may be taken to arbitration; 0: never; left out: 7 days */
  readonly escalationWindowMinutes?: number;
  /** So many days from placing the order a customer withdraws by right; 0 or left out: no such right */
  readonly statutoryWithdrawalDays?: number;
  /** Requests of a customer’s for one order that may come to nothing; left out: any number */
  readonly maxRequests?: number;
  /** The customer’s time to answer an offer, ms; 0: no offers. Left out: a day */
  readonly offerMs?: number;
  /** By how much a merchant may put off its own deadline, once; left out: not at all */
  readonly extensionMinutes?: number;
  /** Left out: all goes back, and what was earned is clawed back */
  readonly benefits?: BenefitPolicy;
};

export type PolicyVersion = {
  readonly version: number;
  readonly hash: string;
  readonly createdAt: string;
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
  /** What to do, without what happened */
  readonly hint: string;
  /** The same request may work later */
  readonly retryable: boolean;
  readonly details?: Readonly<Record<string, unknown>>;
};

export type PublicPolicy = {
  readonly merchantId: string;
  readonly shopId: string;
  readonly version: number;
  /** In plain words, in the language asked for */
  readonly sentences: readonly (string)[];
  readonly policy: Policy;
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
  /** Who is told by e-mail; left out: as it was */
  readonly contacts?: readonly (MerchantContactInput)[];
  /** Who is told by e-mail of what this merchant is part of */
  readonly notifications?: MailSwitchesInput;
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
  /** Who is told by e-mail; left out: as it was. No part of the content: it may change at any time */
  readonly contact?: ContactInput;
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
  /** Binds a request to this quote, until `expiresAt` */
  readonly quoteToken: string;
  /** ISO 8601, a quarter of an hour from now */
  readonly expiresAt: string;
  /** A right to withdraw: no approval, no offer, no fee */
  readonly statutory?: true;
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

export type Session = {
  readonly role: "customer" | "merchant" | "service" | "support" | "supervisor" | "operator" | "auditor" | "system";
  readonly shopId: string;
  readonly merchantId?: string;
  /** A customer’s one order */
  readonly orderId?: string;
  /** The one that a merchant’s link is to */
  readonly cancellationId?: string;
  /** What a link is for. FOLLOW: to read */
  readonly purpose?: "MANAGE" | "FOLLOW" | "DECIDE";
  readonly actorId: string;
  /** Unless it is used before */
  readonly expiresAt: string;
  /** To be sent as X-CSRF-Token with each write */
  readonly csrfToken: string;
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

export type SignIn = {
  /** A link’s: what stands behind its # */
  readonly token: string;
} | {
  readonly shopId: string;
  /** The shop’s id of the order */
  readonly orderId: string;
  readonly code: string;
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

export type WaysToSignIn = {
  /** At an identity provider, by GET /v1/session/oidc */
  readonly oidc: boolean;
  /** By the links that `npm start` prints */
  readonly local: boolean;
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
