import { randomBytes } from 'node:crypto';

/** An answer of the fake's, and the model of PayPal's that it must be of; an error has none. */
export interface FakeAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly model?: 'refund' | 'capturedPayment' | 'paymentAuthorization' | 'searchResponse';
}

export interface FakeRefund {
  readonly id: string;
  readonly captureId: string;
  readonly value: string;
  readonly currency: string;
  readonly customId?: string;
  readonly invoiceId?: string;
  readonly at: Date;
  status: 'COMPLETED' | 'PENDING' | 'FAILED' | 'CANCELLED';
}

export interface FakePayment {
  readonly id: string;
  readonly value: string;
  readonly currency: string;
  status: string;
  readonly authorizationId?: string;
}

interface RefundRequest {
  readonly amount?: { readonly value: string; readonly currency_code: string };
  readonly custom_id?: string;
  readonly invoice_id?: string;
}

const HREF = 'https://api-m.sandbox.paypal.com/v2';
const TIME = '2026-11-02T10:00:00Z';

/** A PayPal id: 17 capitals and digits. */
export const paypalId = (): string => randomBytes(9).toString('hex').toUpperCase().slice(0, 17);

const cents = (value: string): number => Math.round(Number(value) * 100);
const problem = (status: number, name: string, issue: string): FakeAnswer => ({
  status,
  body: { name, message: 'as PayPal words it', debug_id: paypalId(), details: [{ issue, description: 'why' }] },
});
const refusal = (issue: string): FakeAnswer => problem(422, 'UNPROCESSABLE_ENTITY', issue);

/**
 * What PayPal keeps: captures, authorizations, refunds, and its answers by
 * PayPal-Request-Id. Enforces what PayPal enforces.
 */
export class FakePaypalBooks {
  readonly captures = new Map<string, FakePayment>();
  readonly authorizations = new Map<string, FakePayment>();
  readonly refunds = new Map<string, FakeRefund>();
  /** How the next refund stands at first. */
  nextStatus: FakeRefund['status'] = 'COMPLETED';
  private readonly answered = new Map<string, { readonly request: string; readonly answer: FakeAnswer }>();

  pay(value: string, currency: string, authorizationId?: string): FakePayment {
    const capture = {
      id: paypalId(),
      value,
      currency,
      status: 'COMPLETED',
      ...(authorizationId && { authorizationId }),
    };
    this.captures.set(capture.id, capture);
    return capture;
  }

  authorize(value: string, currency: string): FakePayment {
    const authorization = { id: paypalId(), value, currency, status: 'CREATED' };
    this.authorizations.set(authorization.id, authorization);
    return authorization;
  }

  refundsOf(captureId: string): FakeRefund[] {
    return [...this.refunds.values()].filter((refund) => refund.captureId === captureId);
  }

  /** The same id is answered as before; with another request it is refused. Refusals are not kept. */
  once(requestId: string | undefined, request: string, act: () => FakeAnswer): FakeAnswer {
    const before = requestId === undefined ? undefined : this.answered.get(requestId);
    if (before !== undefined) {
      return before.request === request ? before.answer : refusal('PAYPAL_REQUEST_ID_PREVIOUSLY_USED');
    }
    const answer = act();
    if (requestId !== undefined && answer.status < 300) this.answered.set(requestId, { request, answer });
    return answer;
  }

  refund(captureId: string, { amount, custom_id, invoice_id }: RefundRequest): FakeAnswer {
    const capture = this.captures.get(captureId);
    if (capture === undefined) return problem(404, 'RESOURCE_NOT_FOUND', 'INVALID_RESOURCE_ID');
    const live = this.refundsOf(captureId).filter(({ status }) => status === 'COMPLETED' || status === 'PENDING');
    const left = live.reduce((rest, { value }) => rest - cents(value), cents(capture.value));
    // Without an amount the rest is refunded, which is why a client must always say one.
    const value = amount?.value ?? (left / 100).toFixed(2);
    if ((amount?.currency_code ?? capture.currency) !== capture.currency) {
      return refusal('REFUND_CAPTURE_CURRENCY_MISMATCH');
    }
    if (/\.\d{3}/.test(value)) return refusal('DECIMAL_PRECISION');
    if (['HUF', 'JPY', 'TWD'].includes(capture.currency) && value.includes('.'))
      return refusal('DECIMALS_NOT_SUPPORTED');
    if (!(cents(value) > 0)) return refusal('CANNOT_BE_ZERO_OR_NEGATIVE');
    if (left === 0) return refusal('CAPTURE_FULLY_REFUNDED');
    if (cents(value) > left) return refusal('REFUND_AMOUNT_EXCEEDED');
    if ([...this.refunds.values()].some(({ invoiceId }) => invoice_id !== undefined && invoiceId === invoice_id)) {
      return refusal('DUPLICATE_INVOICE_ID');
    }
    const refund: FakeRefund = {
      id: paypalId(),
      captureId,
      value,
      currency: capture.currency,
      ...(custom_id !== undefined && { customId: custom_id }),
      ...(invoice_id !== undefined && { invoiceId: invoice_id }),
      at: new Date(),
      status: this.nextStatus,
    };
    this.nextStatus = 'COMPLETED';
    this.refunds.set(refund.id, refund);
    return { status: 201, body: this.showRefund(refund), model: 'refund' };
  }

  voidAuthorization(id: string): FakeAnswer {
    const authorization = this.authorizations.get(id);
    if (authorization === undefined) return problem(404, 'RESOURCE_NOT_FOUND', 'INVALID_RESOURCE_ID');
    if (authorization.status === 'CAPTURED') return refusal('PREVIOUSLY_CAPTURED');
    if (authorization.status === 'VOIDED') return refusal('PREVIOUSLY_VOIDED');
    authorization.status = 'VOIDED';
    return this.readAuthorization(id);
  }

  readRefund(id: string): FakeAnswer {
    const refund = this.refunds.get(id);
    if (refund === undefined) return problem(404, 'RESOURCE_NOT_FOUND', 'INVALID_RESOURCE_ID');
    return { status: 200, body: this.showRefund(refund), model: 'refund' };
  }

  readCapture(id: string): FakeAnswer {
    const capture = this.captures.get(id);
    if (capture === undefined) return problem(404, 'RESOURCE_NOT_FOUND', 'INVALID_RESOURCE_ID');
    return { status: 200, body: this.showCapture(capture), model: 'capturedPayment' };
  }

  readAuthorization(id: string): FakeAnswer {
    const authorization = this.authorizations.get(id);
    if (authorization === undefined) return problem(404, 'RESOURCE_NOT_FOUND', 'INVALID_RESOURCE_ID');
    const { status, value, currency } = authorization;
    const amount = { currency_code: currency, value };
    const links = [{ href: `${HREF}/checkout/orders/ORDER${id}`, rel: 'up', method: 'GET' }];
    return { status: 200, body: { id, status, amount, links, create_time: TIME }, model: 'paymentAuthorization' };
  }

  readOrder(id: string): FakeAnswer {
    const captures = [...this.captures.values()].filter(({ authorizationId }) => `ORDER${authorizationId}` === id);
    const payments = { captures: captures.map((capture) => this.showCapture(capture)) };
    return { status: 200, body: { id, status: 'COMPLETED', purchase_units: [{ payments }] } };
  }

  /** Transaction Search: two a page, whatever was asked for. */
  search(query: URLSearchParams): FakeAnswer {
    const from = Date.parse(query.get('start_date') ?? '');
    const to = Date.parse(query.get('end_date') ?? '');
    if (!(to - from <= 31 * 86_400_000)) return problem(400, 'INVALID_REQUEST', 'INVALID_DATE_RANGE');
    const found = [...this.refunds.values()].filter(({ at }) => at.getTime() >= from && at.getTime() <= to);
    const page = Number(query.get('page'));
    const transaction_details = found.slice(2 * (page - 1), 2 * page).map((refund) => ({
      transaction_info: {
        transaction_id: refund.id,
        paypal_reference_id: refund.captureId,
        paypal_reference_id_type: 'TXN',
        transaction_event_code: 'T1107',
        transaction_initiation_date: refund.at.toISOString(),
        transaction_amount: { currency_code: refund.currency, value: `-${refund.value}` },
        transaction_status: { COMPLETED: 'S', PENDING: 'P', FAILED: 'D', CANCELLED: 'V' }[refund.status],
        ...(refund.customId && { custom_field: refund.customId }),
      },
    }));
    const total_pages = Math.ceil(found.length / 2);
    return {
      status: 200,
      body: { transaction_details, page, total_items: found.length, total_pages },
      model: 'searchResponse',
    };
  }

  showRefund({ id, status, value, currency, captureId, customId, invoiceId, at }: FakeRefund): object {
    return {
      id,
      status,
      amount: { currency_code: currency, value },
      ...(customId !== undefined && { custom_id: customId }),
      ...(invoiceId !== undefined && { invoice_id: invoiceId }),
      create_time: at.toISOString(),
      links: [
        { href: `${HREF}/payments/refunds/${id}`, rel: 'self', method: 'GET' },
        { href: `${HREF}/payments/captures/${captureId}`, rel: 'up', method: 'GET' },
      ],
    };
  }

  private showCapture({ id, status, value, currency, authorizationId }: FakePayment): object {
    const up = authorizationId === undefined ? `checkout/orders/O${id}` : `payments/authorizations/${authorizationId}`;
    const amount = { currency_code: currency, value };
    return { id, status, amount, links: [{ href: `${HREF}/${up}`, rel: 'up', method: 'GET' }], create_time: TIME };
  }
}
