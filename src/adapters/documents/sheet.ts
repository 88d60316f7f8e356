/** One cell of a row; `x` and `width` in points from the left margin. */
export interface Cell {
  readonly text: string;
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right';
}

/** Rows from top to bottom, over as many pages as they need. */
export interface Sheet {
  readonly title: (text: string) => void;
  readonly heading: (text: string) => void;
  readonly row: (cells: readonly Cell[]) => void;
  readonly rule: () => void;
  readonly gap: () => void;
  /** Numbers the pages and ends the file. */
  readonly end: (footer: (page: number, pages: number) => string) => void;
}

const SIZE = 9;
const GAP = 14;
/** Printable characters that every id is made of; another one would be an empty box. */
const UNKNOWN = /[^\x20-\x7e\u2013\u2019\u2026\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/g;

/** Writes on a document whose pages are buffered and whose font is set. */
export function openSheet(document: PDFKit.PDFDocument): Sheet {
  const { left, top } = document.page.margins;
  const width = document.page.width - 2 * left;
  const bottom = document.page.height - document.page.margins.bottom - GAP;
  let y = top;
  const room = (height: number) => {
    if (y + height <= bottom) return;
    document.addPage();
    y = top;
  };
  const row = (cells: readonly Cell[], size = SIZE) => {
    document.fontSize(size);
    const texts = cells.map((cell) => ({ ...cell, text: cell.text.replace(UNKNOWN, '?') }));
    const height = Math.max(...texts.map((cell) => document.heightOfString(cell.text, { width: cell.width })));
    room(height);
    for (const cell of texts) document.text(cell.text, left + cell.x, y, { width: cell.width, align: cell.align });
    y += height + 3;
  };
  const alone = (text: string, size: number) => {
    row([{ text, x: 0, width, align: 'left' }], size);
  };
  return {
    title: (text) => {
      alone(text, 18);
      y += GAP / 2;
    },
    heading: (text) => {
      alone(text, 11);
    },
    row: (cells) => {
      row(cells);
    },
    rule: () => {
      room(6);
      document
        .moveTo(left, y)
        .lineTo(left + width, y)
        .lineWidth(0.5)
        .stroke();
      y += 5;
    },
    gap: () => {
      y += GAP;
    },
    end: (footer) => {
      const { start, count } = document.bufferedPageRange();
      for (let page = start; page < start + count; page += 1) {
        document.switchToPage(page);
        // Below the margin a text would begin a new page.
        document.page.margins.bottom = 0;
        const at = document.page.height - 36;
        document.fontSize(7).text(footer(page - start + 1, count), left, at, { width, align: 'center' });
      }
      document.end();
    },
  };
}
