import { byteLength } from './byte-length';

const MAX_CHARACTERS = 120;
const MAX_BYTES = 200;
const ID_CHARACTERS = 24;
const HEAD = 11;
const TAIL = 12;

/** An id that fits into a summary: a long one keeps its beginning and its end, which tell it from the others. */
export function shortId(id: string): string {
  const characters = Array.from(id);
  if (characters.length <= ID_CHARACTERS) return id;
  return `${characters.slice(0, HEAD).join('')}…${characters.slice(-TAIL).join('')}`;
}

/** Cuts a summary to what the Web UI shows (120 characters) and the server takes (200 bytes); dollar signs and tags become harmless. */
export function fitSummary(text: string): string {
  const safe = text
    .replace(/[\r\n]+/g, ' ')
    .replace(/\$/g, '＄')
    .replace(/</g, '‹')
    .replace(/>/g, '›');
  const characters = Array.from(safe);
  if (fits(characters)) return characters.join('');
  while (!fits([...characters, '…'])) characters.pop();
  return `${characters.join('')}…`;
}

function fits(characters: readonly string[]): boolean {
  const text = characters.join('');
  return text.length <= MAX_CHARACTERS && byteLength(text) <= MAX_BYTES;
}
