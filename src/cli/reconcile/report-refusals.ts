import type { ReportRefusal, ReportRefusalCode } from '../../ports/refund-report';
import { EXIT, type ExitCode } from '../exit-codes';
import { show, type Terminal } from '../terminal';

/** What each refusal of a provider's file means, and what to do. */
const SENTENCES: Readonly<Record<ReportRefusalCode, readonly [string, string]>> = {
  REPORT_TOO_LARGE: ['The file has more than 1 GB.', 'Fetch it for a shorter time: a day, or one batch.'],
  REPORT_ENCODING: [
    'The file is no text in the encoding that its provider writes.',
    'Unpack it, and read it as it was downloaded: not saved by a spreadsheet.',
  ],
  REPORT_EMPTY: ['The file has no header line.', 'Fetch it again.'],
  REPORT_COLUMNS_MISSING: [
    'The file lacks a column.',
    "Fetch the report that the channel's page in docs/channels names, with all of its standard columns.",
  ],
  REPORT_ROW_UNREADABLE: [
    'A line can’t be read.',
    'Fetch the file again, and read it as it was downloaded; if it stays so, show the line to its provider.',
  ],
  REPORT_TIME_ZONE_UNKNOWN: [
    'The time zone of a line is not known here.',
    'Set the report’s time zone to UTC or CET, and fetch it again.',
  ],
  REPORT_TRUNCATED: ['The file ends early, or a line of it is lost.', 'Fetch it again.'],
  REPORT_OTHER_ACCOUNT: [
    'The file is of another account.',
    'Fetch the one of the account that is set for this channel (rescind doctor names the variables).',
  ],
};

/** Tells why a provider's file was not read. Nothing of it was applied. */
export function showReportRefusal(terminal: Terminal, json: boolean, refusal: ReportRefusal): ExitCode {
  const { code, line, what } = refusal;
  const [sentence, whatToDo] = SENTENCES[code];
  const where = [...(line === undefined ? [] : [`line ${line}`]), ...(what === undefined ? [] : [what])].join(', ');
  const lines = [`Refused (${code}): ${sentence}`, whatToDo, where, 'Nothing was changed.'].filter(
    (text) => text !== '',
  );
  show(terminal, json, { data: refusal, lines });
  return EXIT.REFUSED;
}
