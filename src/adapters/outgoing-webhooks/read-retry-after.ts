/**
 * How long an answer asks to wait, ms: its Retry-After is a number of seconds or an HTTP date (RFC 9110, 10.2.3).
 * Undefined where there is none, where it can't be read, and where it lies in the past.
 */
export function readRetryAfter(header: string | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return undefined;
  const ms = Date.parse(text) - now.getTime();
  return ms > 0 ? ms : undefined;
}
