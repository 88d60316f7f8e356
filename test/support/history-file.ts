import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type History, historyToJSON } from '@temporalio/common/lib/proto-utils';
import { projectRoot } from '../../src/local/folders';

/** Recorded histories, which are replayed. */
export const HISTORIES = path.join(projectRoot(), 'test', 'workflows', 'histories');

/**
 * Names of the machine and process that did something, and its paths in stack traces: of no use in a recording, and none of a reader's
 * business.
 */
const MACHINE = ['identity', 'lastWorkerIdentity', 'workerInstanceKey', 'stickyAttributes', 'stackTrace'];

function scrubbed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(scrubbed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !MACHINE.includes(key))
      .map(([key, inner]) => [key, scrubStickyQueue(key, inner)]),
  );
}

/** A sticky queue's name is the worker's process and machine; its kind says that it is one. */
function scrubStickyQueue(key: string, inner: unknown): unknown {
  const isSticky = key === 'taskQueue' && (inner as { kind?: string } | null)?.kind === 'TASK_QUEUE_KIND_STICKY';
  return isSticky ? { ...(inner as object), name: 'sticky' } : scrubbed(inner);
}

/** A history as canonical JSON, machine names left out. */
export function historyText(history: History): string {
  return `${JSON.stringify(scrubbed(JSON.parse(historyToJSON(history))), null, 1)}\n`;
}

/** Saves a fetched history under `test/workflows/histories`, when RESCIND_RECORD_HISTORIES=1. The manifest there must name it. */
export function saveHistory(name: string, history: History): void {
  if (process.env['RESCIND_RECORD_HISTORIES'] !== '1') return;
  mkdirSync(HISTORIES, { recursive: true });
  writeFileSync(path.join(HISTORIES, `${name}.json`), historyText(history));
}
