import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { CaseCounts, ChannelCheck } from '../../../ports/channel-check';
import type { DriftKind } from '../../../ports/drift-book';
import type { LegRef, RefundBook } from '../../../ports/refund-book';
import type { RefundReport, ReportedRefund, ReportRead, ReportRefusal } from '../../../ports/refund-report';
import type { Database, Transaction } from '../database';
import { inTransaction } from '../in-transaction';
import { keepListed } from './keep-listed';
import { listedDifferences } from './listed-differences';
import { matchedOf } from './matched';
import { unheard } from './unheard';
import { writeCases } from './write-cases';

const KINDS: readonly DriftKind[] = ['TWICE', 'AMOUNT', 'STATUS', 'MISSING_HERE', 'MISSING_THERE'];

/** So many refunds of a file are kept at a time. */
const PAGE = 500;

/** Most differences that are told one by one. */
const MOST_TOLD = 1_000;

/** One difference that the file shows, with its case open. */
export interface ReportDifference {
  readonly shopId: string;
  readonly kind: DriftKind;
  readonly subject: string;
}

export interface ReportCompared extends ReportRead {
  /** Refunds that the file has. */
  readonly refunds: number;
  /** Legs that learned of their end by it: their runs may be waiting. */
  readonly changed: readonly LegRef[];
  readonly cases: CaseCounts;
  readonly differences: readonly ReportDifference[];
}

export interface ReportParts {
  readonly db: Database;
  readonly refunds: Pick<RefundBook, 'recordAnswer'>;
}

/**
 * Compares a provider's file with our legs, both ways. It is read to its end before anything of it is applied;
 * what it says of a leg goes through the same rules as every answer, then all cases are written in one
 * transaction. Read again, it changes nothing.
 */
export async function compareReport(
  { db, refunds }: ReportParts,
  channel: string,
  report: RefundReport,
): Promise<ReportCompared | ReportRefusal> {
  const empty = new Date(0).toISOString();
  const check: ChannelCheck = { pass: `report-${randomUUID()}`, channel, mode: 'statement', from: empty, to: empty };
  try {
    const { read, kept } = await keep(db, check, report);
    if (read.outcome === 'refused') return read;
    const { from, to } = read.period ?? {};
    const covered = { ...check, ...(from && to && { from: from.toISOString(), to: to.toISOString() }) };
    // A closed one is asked for: a file alone does not prove that money is free to go out another way.
    const news = (await unheard(db)(covered)).filter(({ outcome }) => outcome !== 'closed');
    for (const { leg, outcome, providerRef } of news) {
      await refunds.recordAnswer({ ...leg, attempt: 0, answer: { outcome, providerRef, code: 'RECONCILED' } });
    }
    const compared = await inTransaction(db, (tx) => compare(tx, covered));
    return { ...read, refunds: kept, changed: news.map(({ leg }) => leg), ...compared };
  } finally {
    await report.return({ outcome: 'read', rows: 0 });
    await db.deleteFrom('provider_refunds').where('channel', '=', channel).where('pass', '=', check.pass).execute();
  }
}

async function keep(db: Database, check: ChannelCheck, report: RefundReport) {
  let kept = 0;
  let page: ReportedRefund[] = [];
  const flush = async () => {
    await keepListed(db)(check, await asWeName(db, check.channel, page), { first: false });
    kept += page.length;
    page = [];
  };
  for (;;) {
    const next = await report.next();
    if (next.done === true) {
      await flush();
      return { read: next.value, kept };
    }
    page.push(next.value);
    if (page.length === PAGE) await flush();
  }
}

/**
 * Names the payments of these refunds as our orders do: by the other number, where
 * they know that one and not the first.
 */
async function asWeName(db: Database, channel: string, page: readonly ReportedRefund[]): Promise<ReportedRefund[]> {
  const aliased = page.filter(({ sourceAlias }) => sourceAlias !== undefined);
  if (aliased.length === 0) return [...page];
  const names = aliased.flatMap(({ sourceId, sourceAlias = sourceId }) => [sourceId, sourceAlias]);
  const { rows } = await sql<{ capture_id: string }>`
    select c.capture_id from captures c join tenders t using (shop_id, order_id, tender_id)
    where t.channel = ${channel} and c.capture_id = any(${names})`.execute(db);
  const ours = new Set(rows.map(({ capture_id }) => capture_id));
  return page.map((refund) => {
    const { sourceId, sourceAlias } = refund;
    const byAlias = sourceAlias !== undefined && ours.has(sourceAlias) && !ours.has(sourceId);
    return byAlias ? { ...refund, sourceId: sourceAlias } : refund;
  });
}

/** Only what the file lists, or must list and doesn't, is spoken of by it. */
async function compare(tx: Transaction, check: ChannelCheck) {
  const { channel, pass, from, to } = check;
  await sql`
    update refund_legs l set reported_at = now() from ${matchedOf(check)} m
    where l.shop_id = m.shop_id and l.leg_id = m.leg_id and l.reported_at is null`.execute(tx);
  const differences = sql<object>`select d.*, ${channel} as channel from (${listedDifferences(check)}) d`;
  const spokenOf = sql<boolean>`(
    (d.kind = 'MISSING_THERE' and d.happened_at >= ${from}::timestamptz and d.happened_at < ${to}::timestamptz)
    or (d.kind = 'MISSING_HERE' and d.subject in (select provider_ref from provider_refunds where channel = ${channel} and pass = ${pass}))
    or (d.leg_id is not null and (d.shop_id, d.leg_id) in (select m.shop_id, m.leg_id from ${matchedOf(check)} m where m.leg_id is not null)))`;
  const cases = await writeCases(tx, differences, { channel: sql`${channel}`, kinds: KINDS, spokenOf });
  // What this transaction has opened or seen again bears its time.
  const { rows } = await sql<ReportDifference>`
    select shop_id as "shopId", kind, subject from drift_cases
    where channel = ${channel} and closed_at is null and seen_at = now() order by case_id limit ${MOST_TOLD}`.execute(
    tx,
  );
  return { cases, differences: rows };
}
