import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/policy-snapshot';

/** SHA-256 of what a second person is asked to allow, hex. */
export function contentHashOf(content: object): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}
