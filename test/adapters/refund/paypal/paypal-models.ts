import { createRequire } from 'node:module';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { AuthorizationStatus, CaptureStatus, RefundStatus } from '@paypal/paypal-server-sdk';

/**
 * PayPal's own client describes every resource by a model that it checks answers with: here they
 * hold our fake of PayPal to its word.
 */
const ENTRY = require.resolve('@paypal/paypal-server-sdk');
const fromSdk = createRequire(ENTRY);

interface Checked {
  readonly errors: false | readonly { readonly message?: string }[];
  readonly result: unknown;
}
const { validateAndMap, validateAndUnmap } = fromSdk('@apimatic/schema') as Record<
  'validateAndMap' | 'validateAndUnmap',
  (value: unknown, schema: unknown) => Checked
>;

const STATUSES = {
  refund: Object.values<string>(RefundStatus),
  capturedPayment: Object.values<string>(CaptureStatus),
  paymentAuthorization: Object.values<string>(AuthorizationStatus),
};

export type PaypalModel = 'refund' | 'capturedPayment' | 'paymentAuthorization' | 'refundRequest' | 'searchResponse';

/**
 * What is wrong with this JSON as a resource of PayPal's: a wrong type, a missing field, a field or a state that
 * PayPal's client does not know. Empty where nothing is.
 */
export function violationsOf(body: unknown, model: PaypalModel): readonly string[] {
  const module = fromSdk(path.join(path.dirname(ENTRY), 'models', `${model}.js`)) as Record<string, unknown>;
  const schema = module[`${model}Schema`];
  const mapped = validateAndMap(body, schema);
  if (mapped.errors !== false) return mapped.errors.map(({ message }) => message ?? 'wrong');
  const back = validateAndUnmap(mapped.result, schema);
  if (!isDeepStrictEqual(clean(back.result), clean(body))) return ['A field that PayPal’s client does not know'];
  const known: readonly string[] | undefined = model in STATUSES ? STATUSES[model as keyof typeof STATUSES] : undefined;
  const status = typeof body === 'object' && body !== null && 'status' in body ? String(body.status) : undefined;
  if (known === undefined || (status !== undefined && known.includes(status))) return [];
  return [`A state that PayPal’s client does not know: ${String(status)}`];
}

function clean(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
