import type { ReplayableCase } from './case-file';

type Event = ReplayableCase['history']['events'][number];

const CAUSE = /\[TMPRL\d+\] Nondeterminism error: (.*?)\\?", source:/s;

/** Where code and history part, as one sentence that names the event, of Temporal's own words. */
export function differenceOf({ history: { events } }: ReplayableCase, detail: string): string {
  const cause = CAUSE.exec(detail)?.[1] ?? detail;
  const event = eventOf(events, cause);
  const named = event === undefined ? '' : ` at event ${event.eventId} (${event.eventType.replace('EVENT_TYPE_', '')})`;
  return `Differs${named}: ${cause}`;
}

/** Temporal names the event by its number, or by the name of what was recorded there. */
function eventOf(events: readonly Event[], cause: string): Event | undefined {
  const id = /HistoryEvent\(id: (\d+)/.exec(cause)?.[1];
  if (id !== undefined) return events.find(({ eventId }) => eventId === id);
  const name = /(?:event|marker) '([^']+)'/.exec(cause)?.[1];
  return name === undefined ? undefined : events.find((event) => recordedName(event) === name);
}

/** The name of the activity that an event scheduled, or that a marker has kept the result of. */
function recordedName(event: Event): string | undefined {
  const { activityTaskScheduledEventAttributes: scheduled, markerRecordedEventAttributes: marker } = event as {
    readonly activityTaskScheduledEventAttributes?: { readonly activityType?: { readonly name?: string } };
    readonly markerRecordedEventAttributes?: {
      readonly details?: { readonly data?: { readonly payloads?: readonly { readonly data?: string }[] } };
    };
  };
  if (scheduled !== undefined) return scheduled.activityType?.name;
  const kept = Buffer.from(marker?.details?.data?.payloads?.[0]?.data ?? '', 'base64').toString('utf8');
  return /"activity_type":"([^"]+)"/.exec(kept)?.[1];
}
