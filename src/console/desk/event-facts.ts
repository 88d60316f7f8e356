import type { Entry } from '../api/timeline';
import { money } from '../format/money';
import { dateTime } from '../format/time';
import type { Locale } from '../i18n/locale';

/** What of an entry's details is worth a reader's time, in this order. */
const SHOWN = [
  ...['merchantId', 'outcome', 'decision', 'ruling', 'rejectionReason', 'door', 'kind', 'route', 'reference'],
  ...['amount', 'refund', 'fee', 'rating', 'minutes', 'until', 'step', 'code', 'shipmentId', 'legId', 'newLegId'],
  ...['providerRef', 'approvalId', 'number', 'shopCode'],
];

const AMOUNTS = ['amount', 'refund', 'fee'];

interface Reading {
  readonly currency: string;
  readonly locale: Locale;
}

/** The facts of an entry, as text. A lever's own fields count as the entry's. */
export function factsOf(
  { details }: Entry,
  reading: Reading,
): readonly { readonly name: string; readonly text: string }[] {
  const lever = typeof details['lever'] === 'object' ? (details['lever'] as Record<string, unknown>) : {};
  const { kind: _kind, ...fields } = lever;
  const all: Readonly<Record<string, unknown>> = { ...fields, ...details };
  return SHOWN.flatMap((name) => {
    const text = textOf(name, all[name], reading);
    return text === undefined ? [] : [{ name, text }];
  });
}

function textOf(name: string, value: unknown, { currency, locale }: Reading): string | undefined {
  // Nothing was kept: nothing to tell.
  if (name === 'fee' && value === 0) return undefined;
  if (typeof value === 'number')
    return AMOUNTS.includes(name) ? money({ amount: value, currency }, locale) : String(value);
  if (typeof value !== 'string') return undefined;
  return name === 'until' ? dateTime(value, locale) : value;
}
