import { byteLength } from './byte-length';

const MAX_CHARACTERS = 120;
const MAX_BYTES = 200;
const ID_BYTES = 24;
const HEAD_BYTES = 11;
const TAIL_BYTES = 12;

/** An id that fits into a summary: a long one keeps its beginning and its end, which tell it from the others. */
export function shortId(id: string): string {
  const shown = harmless(id);
  if (byteLength(shown) <= ID_BYTES) return shown;
  const characters = Array.from(shown);
  const head = within(characters, HEAD_BYTES);
  const tail = within(characters.reverse(), TAIL_BYTES).reverse();
  return `${head.join('')}…${tail.join('')}`;
}

/**
 * Cuts a summary to what the Web UI shows (120 characters) and the server takes (200 bytes); dollar signs and tags
 * become harmless. The suffix is kept whole.
 */
export function fitSummary(text: string, suffix = ''): string {
  const characters = Array.from(harmless(text));
  if (fits([...characters, suffix])) return characters.join('') + suffix;
  while (!fits([...characters, '…', suffix])) characters.pop();
  return `${characters.join('')}…${suffix}`;
}

function harmless(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replace(/\$/g, '＄')
    .replace(/</g, '‹')
    .replace(/>/g, '›');
}

function within(characters: readonly string[], maxBytes: number): string[] {
  let bytes = 0;
  const end = characters.findIndex((character) => (bytes += byteLength(character)) > maxBytes);
  return characters.slice(0, end === -1 ? characters.length : end);
}

function fits(characters: readonly string[]): boolean {
  const text = characters.join('');
  return text.length <= MAX_CHARACTERS && byteLength(text) <= MAX_BYTES;
}
