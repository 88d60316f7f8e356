import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { CancellationView } from '../../domain/cancellation-view';
import type { TimelineEntry } from '../../ports/cancellation-reader';
import type { RunHistory } from '../../client/fetch-history';
import { firstFlawIn } from '../../client/history-json';
import { CliError, EXIT } from '../exit-codes';

/** Everything about one cancellation in one document, for whoever looks into it without a door to the machine. */
export interface CaseFile extends RunHistory {
  readonly version: 1;
  readonly cancellationId: string;
  /** ISO 8601. */
  readonly exportedAt: string;
  /** As staff see it, without what LEFT_OUT names. */
  readonly view: object;
  readonly timeline: readonly TimelineEntry[];
}

/** What people wrote, and where this installation is. The rest are codes, ids, amounts, times and our own sentences made of them. */
export const LEFT_OUT = [
  'parts.message',
  'parts.rulingNote',
  'offer.note',
  'escalation.reason',
  'escalation.reopeningReason',
  'evidence.note',
  'feedback.comment',
  'units.title',
  'workflowUrl',
] as const;

/** A case of what was read, without what LEFT_OUT names. */
export function caseOf(
  view: CancellationView,
  timeline: readonly TimelineEntry[],
  { workflowId, history }: RunHistory,
): CaseFile {
  const exportedAt = new Date().toISOString();
  const { cancellationId } = view;
  return { version: 1, cancellationId, workflowId, exportedAt, view: redacted(view, ''), timeline, history };
}

function redacted<T>(value: T, at: string): T {
  if (Array.isArray(value)) return value.map((one: unknown) => redacted(one, at)) as T;
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value)
    .map(([name, inner]) => [name, inner, at === '' ? name : `${at}.${name}`] as const)
    .filter(([, , path]) => !(LEFT_OUT as readonly string[]).includes(path));
  return Object.fromEntries(kept.map(([name, inner, path]) => [name, redacted(inner, path)])) as T;
}

const replayable = z.object({
  version: z.literal(1),
  workflowId: z.string().min(1),
  history: z.object({ events: z.array(z.looseObject({ eventId: z.string(), eventType: z.string() })).min(1) }),
});

/** What a replay needs of a case. */
export type ReplayableCase = z.infer<typeof replayable>;

/**
 * Reads a case.
 * @throws CliError USAGE for a file that can't be read or is no case
 */
export async function readCase(file: string): Promise<ReplayableCase> {
  let found: unknown;
  try {
    found = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new CliError(EXIT.USAGE, `${file} can't be read: ${(error as Error).message}`);
  }
  const { data, error } = replayable.safeParse(found);
  if (data !== undefined) return whole(data, file);
  const [issue] = error.issues;
  throw new CliError(EXIT.USAGE, `${file} is no case of version 1 (${issue?.path.join('.') ?? ''}): ${issue?.message}`);
}

function whole(found: ReplayableCase, file: string): ReplayableCase {
  const flaw = firstFlawIn(found.history);
  if (flaw === undefined) return found;
  throw new CliError(EXIT.USAGE, `${file} is damaged: its history is not whole at event ${flaw}`);
}
