import type { CancellationView } from '../cancellation-view';
import type { Locale, Wording } from './wording';
import { WORDINGS } from './wordings';
import { byteLength } from './byte-length';
import { keptLines } from './details';
import { explain } from './explain';
import { legStatus, legTitle } from './leg-line';
import { offerLine } from './offer-line';
import { causeOf, merchantName } from './facts';
import { formatInstant } from './instant';

/** The Web UI sends this text in a GET address, so it stays below 2,000 bytes. */
const MAX_BYTES = 1_990;

type Row = readonly [step: string, state: string];

/**
 * A cancellation for the Temporal Web UI's current details: a bold headline, then a table of step and state.
 * Its renderer turns dollar signs into formulas and lets HTML through, so both, and what would break the
 * table, are written in full-width forms.
 */
export function explainMarkdown(view: CancellationView, locale: Locale): string {
  const wording = WORDINGS[locale];
  const headline = `**${plain(explain(view, locale, 'support').headline, 600)}**`;
  const rows = rowsOf(view, wording);
  for (let shown = rows.length; shown > 0; shown -= 1) {
    const hidden = rows.length - shown;
    const more: Row[] = hidden === 0 ? [] : [['…', wording.table.more(hidden)]];
    const text = [headline, '', ...tableOf([...rows.slice(0, shown), ...more], wording)].join('\n');
    if (byteLength(text) <= MAX_BYTES) return text;
  }
  return headline;
}

function rowsOf(view: CancellationView, wording: Wording): Row[] {
  const stuck: Row[] =
    view.state === 'NEEDS_HUMAN' ? [[view.stuck?.step ?? causeOf(view), wording.stuck[causeOf(view)].lever]] : [];
  const parts = view.parts.map(({ merchantId, decision, deadline }): Row => {
    const until = decision === 'PENDING' && deadline !== undefined ? wording.until(formatInstant(deadline)) : undefined;
    const state = wording.decisions[decision];
    return [merchantName(merchantId, wording), until === undefined ? state : state + wording.separator + until];
  });
  const legs = view.legs.map((leg): Row => {
    return [legTitle(leg, { currency: view.currency, wording }), legStatus(leg, wording)];
  });
  const kept = keptLines(view, wording).map((line): Row => [wording.table.kept, line]);
  const offer: Row[] = view.offer === undefined ? [] : [[wording.offer, offerLine(view.offer, view.currency, wording)]];
  return [...stuck, ...parts, ...offer, ...legs, ...kept];
}

function tableOf(rows: readonly Row[], { table }: Wording): string[] {
  if (rows.length === 0) return [];
  const lines = [
    [table.step, table.state],
    ['---', '---'],
    ...rows.map(([step, state]) => [plain(step), plain(state)]),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`);
}

const FULL_WIDTH_OFFSET = 0xfee0;

function plain(text: string, maxBytes = 300): string {
  const safe = text
    .replace(/[\r\n]+/g, ' ')
    .replace(/[$<>|[\]{}`*\\~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + FULL_WIDTH_OFFSET));
  if (byteLength(safe) <= maxBytes) return safe;
  let cut = Array.from(safe);
  while (byteLength(cut.join('')) > maxBytes - 3) cut = cut.slice(0, -1);
  return `${cut.join('')}…`;
}
