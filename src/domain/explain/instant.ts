/**
 * Writes an ISO 8601 instant as `2026-09-25 15:30 UTC` (seconds only where there are
 * some), the same in every locale and zone.
 */
export function formatInstant(iso: string): string {
  const instant = new Date(iso);
  if (Number.isNaN(instant.getTime())) return iso;
  const text = instant.toISOString();
  const time = text.slice(17, 19) === '00' ? text.slice(11, 16) : text.slice(11, 19);
  return `${text.slice(0, 10)} ${time} UTC`;
}
