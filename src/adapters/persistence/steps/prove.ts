import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { canonicalJson } from '../../../domain/policy-snapshot';
import type { CancellationBook } from '../../../ports/cancellation-book';
import { loadBenefitFacts, type BenefitFact } from '../benefits/benefit-differences';
import { correctRepaired } from '../credit-notes/correct-repaired';
import { differencesOf } from '../closure-differences';
import { loadClosureFacts, type ClosureFacts } from '../closure-facts';
import type { Database, Transaction } from '../database';
import { inTransaction } from '../in-transaction';
import { lockCancellation } from '../lock-cancellation';
import { moveState } from '../move-state';
import { lockOrderLegs } from '../order-legs';
import { refundStateOfRows } from '../refund-state';
import type { CancellationRow } from '../tables/cancellations';

/**
 * Checks every invariant of a closed cancellation and writes its proof (canonical JSON and its SHA-256): SETTLED. Or
 * names what differs and changes nothing. Settled before, it answers with the proof that is there.
 */
export function prove(db: Database): CancellationBook['prove'] {
  return (ref) => inTransaction(db, async (tx) => proveLocked(tx, await lockCancellation(tx, ref)));
}

/**
 * The same, of a cancellation that is locked: a repair proves as the cancellation itself
 * does. What was repaired is done with it.
 */
export async function proveLocked(
  tx: Transaction,
  row: CancellationRow,
): Promise<Awaited<ReturnType<CancellationBook['prove']>>> {
  if (row.state === 'SETTLED') return { outcome: 'settled', proof: await readProof(tx, row), refund: row.refund };
  if (row.closed_at === null) return { outcome: 'differs', differences: ['NOT_CLOSED'] };
  const facts = await loadClosureFacts(tx, row);
  const benefits = await loadBenefitFacts(tx, row);
  const differences = [...differencesOf(row, facts), ...benefits.differences];
  if (differences.length > 0) return { outcome: 'differs', differences };
  const proof = await settle(tx, row, { ...facts, benefits: benefits.movements });
  return { outcome: 'settled', proof, refund: row.refund };
}

type ProofFacts = ClosureFacts & { readonly benefits: readonly BenefitFact[] };

async function settle(tx: Transaction, row: CancellationRow, facts: ProofFacts): Promise<string> {
  const body = canonicalJson(proofOf(row, facts));
  const hash = createHash('sha256').update(body).digest('hex');
  const all = refundStateOfRows(await lockOrderLegs(tx, row));
  const { shop_id, cancellation_id, order_id } = row;
  await sql`
    with repaired as (
      update repairs set done_at = now()
      where shop_id = ${shop_id} and cancellation_id = ${cancellation_id} and done_at is null
    ), latest as (
      select coalesce(max(version), 0) as version from closure_proofs
      where shop_id = ${shop_id} and cancellation_id = ${cancellation_id}
    ), superseded as (
      update closure_proofs set superseded_at = now()
      where shop_id = ${shop_id} and cancellation_id = ${cancellation_id} and superseded_at is null
    ), written as (
      insert into closure_proofs (shop_id, cancellation_id, version, body, hash)
      select ${shop_id}, ${cancellation_id}, version + 1, ${body}::jsonb, ${hash} from latest
    )
    update orders set refund_state = ${all === 'NONE' ? 'COMPLETED' : all}, updated_at = now()
    where shop_id = ${shop_id} and order_id = ${order_id}`.execute(tx);
  await moveState(tx, row, {
    to: 'SETTLED',
    waitingOn: 'NONE',
    event: 'SETTLED',
    details: { proof: hash },
    set: { settled_at: new Date(), refund_state: 'COMPLETED' },
  });
  // Last, since it locks the shop's series of numbers until the end.
  if (facts.repairs.some(({ begun }) => begun)) await correctRepaired(tx, row);
  return hash;
}

/** What the proof says: amounts, ids and states, nothing personal. */
function proofOf(row: CancellationRow, facts: ProofFacts): object {
  const { shop_id, cancellation_id, order_id, currency, refund, fee, whole, policy_hash, closed_at } = row;
  return {
    ...{ shopId: shop_id, cancellationId: cancellation_id, orderId: order_id },
    ...{ currency, refund, fee, whole, policyHash: policy_hash, closedAt: closed_at },
    ...{ legs: facts.legs.filter(({ cancellationId }) => cancellationId === cancellation_id) },
    ...{ captures: facts.captures, feesKept: facts.feesKept, ledger: facts.ledger, units: facts.units },
    ...(facts.repairs.length === 0 ? {} : { repairs: facts.repairs }),
    ...(facts.benefits.length === 0 ? {} : { benefits: facts.benefits }),
  };
}

async function readProof(tx: Transaction, row: CancellationRow): Promise<string> {
  const { hash } = await tx
    .selectFrom('closure_proofs')
    .select('hash')
    .where('shop_id', '=', row.shop_id)
    .where('cancellation_id', '=', row.cancellation_id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return hash;
}
