import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../../persistence/project-root';

const SCHEMAS = path.join('src', 'adapters', 'refund', 'sepa', 'xsd');

export const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:';

/** What we write. */
export const WRITTEN = 'pain.001.001.09';

/** What we read: the version that SEPA banks send now, the one before it, and a newer status report. */
export const READABLE: readonly string[] = [
  'pain.002.001.03',
  'pain.002.001.10',
  'pain.002.001.12',
  'camt.053.001.02',
  'camt.053.001.08',
  'camt.054.001.02',
  'camt.054.001.08',
];

const texts = new Map<string, string>();

/** ISO 20022's schema of a message, as it was published (xsd/README.md). */
export function schemaOf(message: string): string {
  const known = texts.get(message);
  if (known !== undefined) return known;
  const text = readFileSync(path.join(projectRoot(), SCHEMAS, `${message}.xsd`), 'utf8');
  texts.set(message, text);
  return text;
}
