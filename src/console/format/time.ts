import type { Locale } from '../i18n/locale';

const TAG: Readonly<Record<Locale, string>> = { en: 'en-GB', zh: 'zh-CN' };

/** `2026-03-02T09:00:00Z` as a date and time of the reader's own time zone, named. */
export function dateTime(iso: string, locale: Locale): string {
  return new Intl.DateTimeFormat(TAG[locale], {
    ...{ year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
  }).format(new Date(iso));
}

/** A day without a time: `2026-03-09`. */
export function day(iso: string, locale: Locale): string {
  const format = { year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(TAG[locale], format).format(new Date(`${iso.slice(0, 10)}T00:00:00Z`));
}

/** `2 d 3 h`, `12 min`: the two largest units of a span, ms. */
export function span(ms: number, locale: Locale): string {
  const minutes = Math.max(0, Math.ceil(ms / 60_000));
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const unit = (value: number, one: 'day' | 'hour' | 'minute') =>
    new Intl.NumberFormat(TAG[locale], { style: 'unit', unit: one, unitDisplay: 'short' }).format(value);
  const named = [
    ...(days > 0 ? [unit(days, 'day')] : []),
    ...(hours > 0 ? [unit(hours, 'hour')] : []),
    ...(days === 0 && (rest > 0 || hours === 0) ? [unit(rest, 'minute')] : []),
  ];
  return named.join(' ');
}
