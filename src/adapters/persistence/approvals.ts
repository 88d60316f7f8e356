import type { Actor } from '../../domain/cancellation';
import { canonicalJson } from '../../domain/policy-snapshot';
import { contentHashOf } from './content-hash';
import type { Transaction } from './database';
import type { ApprovalRow, ReopeningContent, RouteContent } from './tables/approvals';
import type { CancellationRow } from './tables/cancellations';

type Owner = Pick<CancellationRow, 'shop_id' | 'cancellation_id'>;

interface Asked {
  readonly approvalId: string;
  readonly action: string;
  readonly subject: string;
  readonly content: RouteContent | ReopeningContent;
  readonly actor: Actor;
}

/** The id of a cancellation's approval of that number, from 1. */
export function approvalIdOf({ cancellation_id }: Owner, number: number): string {
  return `${cancellation_id}/approval/${number}`;
}

/** Stores what a second person is asked to allow, with its content's hash. */
export async function askApproval(tx: Transaction, { shop_id, cancellation_id }: Owner, asked: Asked): Promise<void> {
  const { approvalId, action, subject, content, actor } = asked;
  await tx
    .insertInto('approvals')
    .values({
      ...{ shop_id, approval_id: approvalId, action, subject, cancellation_id },
      content: canonicalJson(content),
      content_hash: contentHashOf(content),
      asked_by: actor.id,
      asked_role: actor.role,
    })
    .execute();
}

/** @throws Error when what is stored is not what was asked: somebody has changed it since. */
export function requireAsAsked({ approval_id, content, content_hash }: ApprovalRow): void {
  if (contentHashOf(content) !== content_hash) throw new Error(`Approval ${approval_id} is not what was asked for`);
}

/** Writes down a second person's decision; the database refuses the person who asked. */
export async function decideApproval(
  tx: Transaction,
  { shop_id }: Owner,
  decided: { readonly approvalId: string; readonly decision: 'APPROVED' | 'REFUSED'; readonly actor: Actor },
): Promise<void> {
  const { approvalId, decision, actor } = decided;
  await tx
    .updateTable('approvals')
    .set({ decision, decided_by: actor.id, decided_role: actor.role, decided_at: new Date() })
    .where('shop_id', '=', shop_id)
    .where('approval_id', '=', approvalId)
    .execute();
}
