import { inflateSync } from 'node:zlib';

/**
 * What somebody reads on the pages of a PDF with one embedded font: its texts in the order in which they were written.
 */
export function readPdf(file: Buffer): { readonly text: string; readonly pages: number; readonly fonts: number } {
  const raw = file.toString('latin1');
  const streams = [...raw.matchAll(/stream\n/g)].flatMap(({ index }) => {
    try {
      return [inflateSync(file.subarray(index + 7)).toString('latin1')];
    } catch {
      return [];
    }
  });
  const map = glyphs(streams.find((stream) => stream.includes('beginbfrange')) ?? '');
  const contents = streams.filter((stream) => /^BT$/m.test(stream));
  const text = contents
    .flatMap((stream) => [...stream.matchAll(/\[((?:<[0-9a-f]+>|[-\d.\s])*)\] TJ/g)])
    .map(([, shown = '']) =>
      [...shown.matchAll(/<([0-9a-f]+)>/g)]
        .flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
        .map((glyph) => map.get(Number.parseInt(glyph, 16)) ?? '\u25a1')
        .join(''),
    )
    .join('\n');
  return {
    text,
    pages: [...raw.matchAll(/\/Type \/Page\b(?!s)/g)].length,
    fonts: [...raw.matchAll(/\/FontFile[23] /g)].length,
  };
}

function glyphs(cmap: string): Map<number, string> {
  const map = new Map<number, string>();
  for (const [, first = '', , list = ''] of cmap.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/g)) {
    for (const [place, [, hex = '']] of [...list.matchAll(/<([0-9a-f ]*)>/g)].entries()) {
      const units = hex.replaceAll(' ', '').match(/.{4}/g) ?? [];
      const text = String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16)));
      map.set(Number.parseInt(first, 16) + place, text);
    }
  }
  // The glyph of what the font has not.
  map.delete(0);
  return map;
}
