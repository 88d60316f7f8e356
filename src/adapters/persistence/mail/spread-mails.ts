import { sql } from 'kysely';
import { mailsOf, CUSTOMER_MAILS, type MailedEvent, type WantedMail } from '../../../domain/mail';
import { OLDEST_EVENT_MS, SHORTEST_TO_REMIND_MS } from '../../../domain/mail-schedule';
import type { Database, Transaction } from '../database';
import { inTransaction } from '../in-transaction';

interface Fresh {
  readonly event_id: number;
  readonly shop_id: string;
  readonly cancellation_id: string;
  readonly body: Omit<MailedEvent, 'eventId'>;
  readonly created_at: Date;
}

type Wanted = WantedMail & Pick<Fresh, 'event_id' | 'shop_id' | 'cancellation_id'>;

/**
 * Looks at events that nobody has looked at yet, makes the mails that they ask for, and marks them, in one transaction.
 */
export function spreadMails(db: Database, now: Date, limit: number): Promise<number> {
  return inTransaction(db, async (tx) => {
    const { rows } = await sql<Fresh>`
      update outbox set mailed_at = ${now} where event_id in (
        select event_id from outbox where mailed_at is null order by event_id limit ${limit} for update skip locked)
      returning event_id, shop_id, cancellation_id, body, created_at`.execute(tx);
    const oldest = now.getTime() - OLDEST_EVENT_MS;
    const wanted = rows
      .filter(({ created_at }) => created_at.getTime() > oldest)
      .sort((left, right) => left.event_id - right.event_id)
      .flatMap(({ body, created_at: _at, ...key }): Wanted[] =>
        mailsOf({ ...body, eventId: key.event_id }).map((mail) => ({ ...key, ...mail })),
      );
    const isCustomers = ({ kind }: Wanted) => (CUSTOMER_MAILS as readonly string[]).includes(kind);
    await insertForCustomers(tx, now, wanted.filter(isCustomers));
    await insertForMerchants(
      tx,
      now,
      wanted.filter((mail) => !isCustomers(mail)),
    );
    return rows.length;
  });
}

const WANTED = sql`as w (event_id bigint, shop_id text, cancellation_id text, kind text, about text, "merchantId" text)
  join shops s on s.shop_id = w.shop_id
  join cancellations c on c.shop_id = w.shop_id and c.cancellation_id = w.cancellation_id`;

const COLUMNS = sql`mail_id, shop_id, order_id, cancellation_id, event_id, kind, merchant_id, recipient, about,
  next_attempt_at, created_at`;

/**
 * To the order's own contact, where the shop and at least one of the merchants that it is about mail customers. What
 * was approved by rule was told with the request itself.
 */
async function insertForCustomers(tx: Transaction, now: Date, wanted: readonly Wanted[]): Promise<void> {
  if (wanted.length === 0) return;
  const part = sql`p.shop_id = w.shop_id and p.cancellation_id = w.cancellation_id`;
  await sql`
    insert into mails (${COLUMNS})
    select concat('ml_', gen_random_uuid()), w.shop_id, c.order_id, w.cancellation_id, w.event_id, w.kind, '', '', w.about,
      ${now}::timestamptz, ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(wanted)}::json) ${WANTED}
    join order_contacts k on k.shop_id = w.shop_id and k.order_id = c.order_id and k.sealed is not null
    where s.mail_customer
      and exists (select from cancellation_parts p
        join merchants m on m.shop_id = p.shop_id and m.merchant_id = p.merchant_id where ${part} and m.mail_customer)
      and (w.kind <> 'APPROVED' or exists (select from decisions p where ${part} and p.door <> 'RULE'))
    order by w.event_id
    on conflict do nothing`.execute(tx);
}

/** To contacts of merchants that were asked; a reminder waits until half of the time is over. */
async function insertForMerchants(tx: Transaction, now: Date, wanted: readonly Wanted[]): Promise<void> {
  if (wanted.length === 0) return;
  const isAsking = sql`w.kind in ('DECISION_ASKED', 'DECISION_REMINDER')`;
  await sql`
    insert into mails (${COLUMNS})
    select concat('ml_', gen_random_uuid()), w.shop_id, c.order_id, w.cancellation_id, w.event_id, w.kind, p.merchant_id,
      k.contact_id, w.about,
      case when w.kind = 'DECISION_REMINDER' then ${now}::timestamptz + (p.deadline - ${now}::timestamptz) / 2 else ${now}::timestamptz end,
      ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(wanted)}::json) ${WANTED}
    join cancellation_parts p on p.shop_id = w.shop_id and p.cancellation_id = w.cancellation_id
      and p.merchant_id = coalesce(w."merchantId", p.merchant_id)
    join merchants m on m.shop_id = p.shop_id and m.merchant_id = p.merchant_id
    join merchant_contacts k on k.shop_id = p.shop_id and k.merchant_id = p.merchant_id
      and (cardinality(k.kinds) = 0 or w.kind = any(k.kinds))
    where s.mail_merchant and m.mail_merchant
      and (not ${isAsking} or (p.state = 'PENDING' and p.deadline > ${now}::timestamptz))
      and (w.kind <> 'DECISION_REMINDER' or p.deadline >= ${new Date(now.getTime() + SHORTEST_TO_REMIND_MS)}::timestamptz)
      and not exists (select from decisions d where d.shop_id = p.shop_id and d.cancellation_id = p.cancellation_id
        and d.merchant_id = p.merchant_id and d.door = 'RULE')
    order by w.event_id
    on conflict do nothing`.execute(tx);
}
