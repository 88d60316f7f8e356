import { TextDecoder } from 'node:util';

let codes: ReadonlyMap<string, number> | undefined;

/** Writes a text in GBK: Node only reads it, so that every pair of bytes is read once and looked up backwards. */
export function inGbk(text: string): Buffer {
  codes ??= readCodes();
  const known = codes;
  return Buffer.concat(
    Array.from(text, (character) => {
      if (character < '\x80') return Buffer.from(character);
      const code = known.get(character);
      if (code === undefined) throw new RangeError(`${character} is not in GBK`);
      return Buffer.from([code >> 8, code & 0xff]);
    }),
  );
}

function readCodes(): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const decoder = new TextDecoder('gbk');
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(Buffer.from([lead, trail]));
      if (character.length === 1 && character !== '\uFFFD') found.set(character, lead * 256 + trail);
    }
  }
  return found;
}
