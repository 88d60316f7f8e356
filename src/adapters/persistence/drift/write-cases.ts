import { sql, type RawBuilder } from 'kysely';
import type { CaseCounts } from '../../../ports/channel-check';
import type { Transaction } from '../database';

/** Which open cases a comparison speaks about: those that it did not see again are gone. */
export interface CaseScope {
  readonly channel: RawBuilder<unknown>;
  readonly kinds: readonly string[];
  /** ISO 8601; cases of an earlier time are left alone. */
  readonly from?: string;
  /**
   * By a file: of its cases, those of which this is true of `d` are gone. Left out: cases
   * that no file has found, of that time.
   */
  readonly spokenOf?: RawBuilder<boolean>;
}

/**
 * Opens a case for every difference that has none, refreshes those that have one, closes those that are gone: one
 * statement. What a person has resolved is to do again once what differs is no longer the same. `differences` has the
 * columns shop_id, kind, subject, leg_id, cancellation_id, ours, theirs, happened_at, and channel.
 */
export async function writeCases(
  tx: Transaction,
  differences: RawBuilder<object>,
  scope: CaseScope,
): Promise<CaseCounts> {
  const { channel, kinds, from = null, spokenOf } = scope;
  const byReport = spokenOf !== undefined;
  const { rows } = await sql<CaseCounts>`
    with found as materialized (${differences}),
    seen as (
      insert into drift_cases (shop_id, channel, kind, subject, leg_id, cancellation_id, ours, theirs, happened_at, by_report)
      select shop_id, channel, kind, subject, leg_id, cancellation_id, ours::jsonb, theirs::jsonb, happened_at, ${byReport}::boolean from found
      on conflict (shop_id, channel, kind, subject) where closed_at is null
      do update set seen_at = now(), ours = excluded.ours, theirs = excluded.theirs, by_report = drift_cases.by_report or excluded.by_report,
        (resolved_at, resolved_by, resolved_role, resolution_note) = (
          select drift_cases.resolved_at, drift_cases.resolved_by, drift_cases.resolved_role, drift_cases.resolution_note
          where drift_cases.ours = excluded.ours and drift_cases.theirs = excluded.theirs)
      returning (xmax = 0) as is_new
    ), gone as (
      update drift_cases d set closed_at = now()
      where d.closed_at is null and d.channel = ${channel} and d.kind = any(${kinds})
        and d.by_report = ${byReport}::boolean and ${spokenOf ?? sql<boolean>`(${from}::timestamptz is null or d.happened_at >= ${from}::timestamptz)`}
        and not exists (select from found f where f.shop_id = d.shop_id and f.channel = d.channel and f.kind = d.kind
          and f.subject = d.subject)
      returning 1
    )
    select (select count(*) from seen where is_new) as opened, (select count(*) from seen) as open,
      (select count(*) from gone) as closed`.execute(tx);
  return rows[0] ?? { opened: 0, open: 0, closed: 0 };
}
