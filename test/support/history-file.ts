import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { History } from '@temporalio/common/lib/proto-utils';
import { historyJsonOf } from '../../src/client/history-json';
import { projectRoot } from '../../src/local/folders';

/** Recorded histories, which are replayed. */
export const HISTORIES = path.join(projectRoot(), 'test', 'workflows', 'histories');

/** A history as canonical JSON, machine names left out. */
export function historyText(history: History): string {
  return `${JSON.stringify(historyJsonOf(history), null, 1)}\n`;
}

/**
 * Saves a fetched history under `test/workflows/histories`, when
 * RESCIND_RECORD_HISTORIES=1. The manifest there must name it.
 */
export function saveHistory(name: string, history: History): void {
  if (process.env['RESCIND_RECORD_HISTORIES'] !== '1') return;
  mkdirSync(HISTORIES, { recursive: true });
  writeFileSync(path.join(HISTORIES, `${name}.json`), historyText(history));
}
