import { type History, historyToJSON } from '@temporalio/common/lib/proto-utils';

/** A payload as it stands in a history file: base64. */
export interface JsonPayload {
  metadata?: Record<string, string>;
  data?: string;
}

export interface JsonFailure {
  message?: string;
  stackTrace?: string;
  cause?: JsonFailure;
  applicationFailureInfo?: { type?: string; nonRetryable?: boolean; details?: { payloads?: JsonPayload[] } };
  [info: string]: unknown;
}

/** An event as it stands in a history file. Its attributes are under a name of their own: see `attributesOf`. */
export interface JsonEvent {
  eventId: string;
  eventTime?: string;
  eventType: string;
  userMetadata?: { summary?: JsonPayload; details?: JsonPayload };
  [attributes: string]: unknown;
}

export interface JsonHistory {
  events: JsonEvent[];
}

/** A history in JSON's form, whether it was fetched (protobuf) or read from a file. */
export function toJsonHistory(history: unknown): JsonHistory {
  const { events } = history as { events?: { eventType?: unknown }[] };
  if (events === undefined || events.length === 0) return { events: [] };
  if (typeof events[0]?.eventType === 'string') return history as JsonHistory;
  return JSON.parse(historyToJSON(history as History)) as JsonHistory;
}

/** The event's type without its prefix: `TIMER_STARTED`. */
export function typeOf({ eventType }: JsonEvent): string {
  return eventType.replace('EVENT_TYPE_', '');
}

/** The attributes of an event, whichever kind it is. */
export function attributesOf(event: JsonEvent): Record<string, unknown> {
  const key = Object.keys(event).find((name) => name.endsWith('EventAttributes'));
  return key === undefined ? {} : (event[key] as Record<string, unknown>);
}

/** Base64 as text. */
export function textOf(base64: string | undefined): string {
  return Buffer.from(base64 ?? '', 'base64').toString('utf8');
}

/** What a payload holds; undefined when it is not JSON. */
export function valueOf(payload: JsonPayload | undefined): unknown {
  if (payload === undefined || textOf(payload.metadata?.['encoding']) !== 'json/plain') return undefined;
  return JSON.parse(textOf(payload.data)) as unknown;
}

/** A payload that holds this value. */
export function payloadOf(value: unknown, metadata: Record<string, string> = {}): JsonPayload {
  const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
  const encoded = Object.entries({ encoding: 'json/plain', ...metadata }).map(([key, text]) => [key, base64(text)]);
  return { metadata: Object.fromEntries(encoded) as Record<string, string>, data: base64(JSON.stringify(value)) };
}

/** Search attributes of an event: name to payload. */
export function searchAttributesOf(event: JsonEvent): Record<string, JsonPayload> {
  const { searchAttributes } = attributesOf(event) as {
    searchAttributes?: { indexedFields?: Record<string, JsonPayload> };
  };
  return searchAttributes?.indexedFields ?? {};
}

const isPayload = (value: object): value is JsonPayload => 'metadata' in value && 'data' in value;

/** Every payload anywhere below a value. */
export function payloadsIn(value: unknown): JsonPayload[] {
  if (value === null || typeof value !== 'object') return [];
  if (isPayload(value)) return [value];
  return Object.values(value).flatMap(payloadsIn);
}

/** Every failure below a value, causes too. */
export function failuresIn(value: unknown): JsonFailure[] {
  if (value === null || typeof value !== 'object') return [];
  const here = 'message' in value && Object.keys(value).some((key) => key.endsWith('FailureInfo'));
  return [...(here ? [value as JsonFailure] : []), ...Object.values(value).flatMap(failuresIn)];
}

/** A duration such as `45s`, in seconds; none is 0. */
export function secondsOf(duration: unknown): number {
  return typeof duration === 'string' ? Number.parseFloat(duration) : 0;
}

/** The type of a local activity, from its marker. */
export function localActivityOf(event: JsonEvent): string | undefined {
  const { markerName, details } = attributesOf(event) as {
    markerName?: string;
    details?: Record<string, { payloads?: JsonPayload[] }>;
  };
  if (markerName !== 'core_local_activity') return undefined;
  const data = valueOf(details?.['data']?.payloads?.[0]) as { activity_type?: string } | undefined;
  return data?.activity_type ?? '';
}
