import { TextDecoder } from 'node:util';
import { ReportProblem } from './report-problem';

/** Longer than any line of a provider's: a file of one endless line is not gathered in memory. */
const LONGEST_LINE = 64 * 1024;

/** So many bytes tell UTF-8 from GBK. */
const HEAD = 512;

/** One line of a file, without its end; `number` from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/**
 * The lines of a file in UTF-8, or in GBK where its beginning is no UTF-8 and `gbk` is
 * allowed; a byte order mark is left out.
 * @throws ReportProblem REPORT_ENCODING, REPORT_ROW_UNREADABLE for an endless line
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, { gbk = false } = {}): AsyncGenerator<Line> {
  let decoder: TextDecoder | undefined;
  let rest = '';
  let number = 0;
  for await (const chunk of gbk ? withHead(chunks) : chunks) {
    decoder ??= decoderFor(chunk, gbk);
    const parts = (rest + decode(decoder, chunk, number)).split('\n');
    rest = parts.pop() ?? '';
    for (const text of parts) yield { number: (number += 1), text: text.endsWith('\r') ? text.slice(0, -1) : text };
    if (rest.length > LONGEST_LINE) throw new ReportProblem('REPORT_ROW_UNREADABLE', { line: number + 1 });
  }
  rest += decoder === undefined ? '' : decode(decoder, undefined, number);
  if (rest !== '') yield { number: number + 1, text: rest };
}

/** The same bytes, the first of them together: a few of GBK may look like UTF-8. */
async function* withHead(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (head === undefined) yield chunk;
    else {
      head = Buffer.concat([head, chunk]);
      if (head.length < HEAD) continue;
      yield head;
      head = undefined;
    }
  }
  if (head !== undefined && head.length > 0) yield head;
}

function decoderFor(first: Uint8Array, gbk: boolean): TextDecoder {
  if (!gbk) return new TextDecoder('utf-8', { fatal: true });
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(first, { stream: true });
    return new TextDecoder('utf-8', { fatal: true });
  } catch {
    return new TextDecoder('gbk', { fatal: true });
  }
}

/** A NUL is in no text: it tells a spreadsheet, an archive or UTF-16 from a CSV file. */
function decode(decoder: TextDecoder, chunk: Uint8Array | undefined, line: number): string {
  let text: string;
  try {
    text = decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw new ReportProblem('REPORT_ENCODING', { line: line + 1 });
  }
  if (text.includes('\0')) throw new ReportProblem('REPORT_ENCODING', { line: line + 1 });
  return text;
}
