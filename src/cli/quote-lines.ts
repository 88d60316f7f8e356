import { formatMinor } from '../domain/money';
import type { Quote } from '../domain/quote';

/** What comes back, less which fee, and to each tender when; `verb` is `comes back`, or `would come back`. */
export function quoteLines({ currency, refund, fee, tenders, units, whole }: Quote, verb: string): string[] {
  return [
    `${formatMinor(refund, currency)} ${verb} for ${whole ? 'all that is left of the order' : `${units.length} unit(s)`}` +
      (fee > 0 ? `, after a fee of ${formatMinor(fee, currency)}` : ''),
    ...tenders.map(
      ({ tenderId, channel, kind, amount, arrivalDays: [soonest, latest], inBusinessDays }) =>
        `  ${formatMinor(amount, currency)} to tender ${tenderId} (${channel} ${kind}, ` +
        `${soonest} to ${latest} ${inBusinessDays === true ? 'business days' : 'days'})`,
    ),
  ];
}
