import { randomBytes } from 'node:crypto';
import { peerThatAnswers } from '../../peer-that-answers';

export const API_KEY = 'key-1';
export const MERCHANT_ACCOUNT = 'ShopECOM';

interface FakePayment {
  readonly value: number;
  readonly currency: string;
  readonly captured: boolean;
}

export interface FakeModification {
  readonly kind: 'refunds' | 'cancels';
  readonly paymentPspReference: string;
  readonly pspReference: string;
  readonly reference: string;
  readonly value: number;
  readonly currency: string;
  /** Adyen answers before it knows: what comes of it is told by webhook. */
  readonly succeeds: boolean;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

interface ModificationRequest {
  readonly merchantAccount: string;
  readonly reference?: string;
  readonly amount?: { readonly value: number; readonly currency: string };
}

/** 16 capitals and digits, as Adyen's are. */
const pspReferenceOf = (): string => randomBytes(8).toString('hex').toUpperCase();

const refusal = (status: number, errorCode: string, errorType: string): Answer => ({
  status,
  body: { status, errorCode, errorType, message: 'as Adyen words it', pspReference: pspReferenceOf() },
});

/**
 * Adyen's modifications as far as we use them, on a free port. Every sound request is `received`, one
 * that asks for too much as well: whether it succeeds is said later. A key's first answer is given
 * again to whatever comes under that key.
 */
export async function startFakeAdyen() {
  const payments = new Map<string, FakePayment>();
  const modifications: FakeModification[] = [];
  const answered = new Map<string, Answer>();
  const seen: { readonly path: string; readonly body: unknown }[] = [];
  /** Merged into the next receipts, to break what the official document says. */
  const broken: { receipt?: object } = {};

  const modify = (kind: FakeModification['kind'], psp: string, request: ModificationRequest): Answer => {
    const { merchantAccount, reference = '', amount } = request;
    if (merchantAccount !== MERCHANT_ACCOUNT) return refusal(403, '901', 'security');
    const payment = payments.get(psp);
    if (payment === undefined) return refusal(422, '167', 'validation');
    if (amount !== undefined && amount.value <= 0) return refusal(422, '137', 'validation');
    const refunded = modifications
      .filter((one) => one.paymentPspReference === psp && one.kind === 'refunds' && one.succeeds)
      .reduce((sum, { value }) => sum + value, 0);
    const value = amount?.value ?? payment.value;
    const fits = amount?.currency === payment.currency && refunded + value <= payment.value;
    const { currency } = payment;
    const succeeds = kind === 'refunds' ? payment.captured && fits : !payment.captured;
    const pspReference = pspReferenceOf();
    modifications.push({ kind, paymentPspReference: psp, pspReference, reference, value, currency, succeeds });
    const receipt = { merchantAccount, paymentPspReference: psp, pspReference, reference, status: 'received' };
    return { status: 201, body: { ...receipt, ...(amount && { amount }), ...broken.receipt } };
  };

  const peer = await peerThatAnswers((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const key = request.headers['idempotency-key']?.toString();
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as ModificationRequest;
      const path = request.url ?? '';
      seen.push({ path, body });
      const [, psp = '', kind] = /^\/payments\/(\w+)\/(refunds|cancels)$/.exec(path) ?? [];
      const act = (): Answer => {
        if (request.headers['x-api-key'] !== API_KEY) return refusal(401, '000', 'security');
        return modify(kind as FakeModification['kind'], psp, body);
      };
      const answer = answered.get(key ?? '') ?? act();
      if (key !== undefined && answer.status < 300) answered.set(key, answer);
      response.writeHead(answer.status, { 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) });
      response.end(JSON.stringify(answer.body));
    });
  });
  return {
    url: peer.baseUrl,
    seen,
    broken,
    modifications,
    pay: (value: number, currency: string, captured = true): string => {
      const psp = pspReferenceOf();
      payments.set(psp, { value, currency, captured });
      return psp;
    },
    stop: () => peer[Symbol.asyncDispose](),
  };
}

export type FakeAdyen = Awaited<ReturnType<typeof startFakeAdyen>>;
