import { createHash } from 'node:crypto';
import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { BankBatches, BankTransfer, NewTransfer } from '../../../ports/bank-batches';
import type { DestinationDetails } from '../../../ports/payout-destinations';
import type { LegRequest, ProviderRefund, RefundChannel } from '../../../ports/refund-channel';
import { MOST_CENTS, SEPA_CAPABILITIES } from './capabilities';
import { toCreditor } from './creditor';

const KEY_PREFIX = 'rescind-';

/** What the channel stands on. */
export interface SepaDeps {
  readonly batches: BankBatches;
  readonly destinations: DestinationDetails;
}

/** SEPA credit transfers: a leg is queued for the next file, and known by its EndToEndId from then on. */
export function createSepaChannel(deps: SepaDeps): RefundChannel {
  return {
    capabilities: SEPA_CAPABILITIES,
    submit: (leg) => submit(deps, leg),
    query: async (leg) => {
      const transfer = await deps.batches.transfer(leg.idempotencyKey);
      return transfer === undefined ? { outcome: 'not_found' } : answerOf(transfer, leg);
    },
    listRefunds: (period) => listRefunds(deps, period),
  };
}

/** What the bank tells a leg by. */
export function endToEndIdOf(idempotencyKey: string): string {
  return idempotencyKey.startsWith(KEY_PREFIX) ? idempotencyKey.slice(KEY_PREFIX.length) : idempotencyKey;
}

/** Our key, of what the bank tells a leg by. */
export function keyOf(endToEndId: string): string {
  return `${KEY_PREFIX}${endToEndId}`;
}

async function submit({ batches, destinations }: SepaDeps, leg: LegRequest): Promise<ChannelAnswer> {
  const { destinationId } = leg;
  const known = await batches.transfer(leg.idempotencyKey);
  if (known !== undefined) return known.requestHash === hashOf(leg) ? answerOf(known, leg) : REUSED;
  const refusal = refusalOf(leg);
  if (refusal !== undefined || destinationId === undefined) {
    return { outcome: 'failed', code: refusal ?? 'DESTINATION_UNKNOWN' };
  }
  // Whom it goes to can't be read for now: nothing was queued, the same request may go through later.
  const account = await destinations({ shopId: leg.shopId, destinationId }).catch(() => null);
  if (account === null) return { outcome: 'blocked', code: 'DESTINATION_SEALED' };
  const creditor = toCreditor(account);
  if (typeof creditor === 'string') return { outcome: 'failed', code: creditor };
  const queued = await batches.queue(toTransfer(leg, destinationId));
  return queued.outcome === 'mismatch' ? REUSED : answerOf(queued.transfer, leg);
}

const REUSED: ChannelAnswer = { outcome: 'mismatch', code: 'IDEMPOTENCY_KEY_REUSED' };

function refusalOf({ kind, currency, amount }: LegRequest): string | undefined {
  if (kind !== 'payout') return 'KIND_NOT_SUPPORTED';
  if (currency !== 'EUR') return 'CURRENCY_NOT_SUPPORTED';
  return Number.isSafeInteger(amount) && amount >= 1 && amount <= MOST_CENTS ? undefined : 'AMOUNT_OUT_OF_RANGE';
}

function toTransfer(leg: LegRequest, destinationId: string): NewTransfer {
  const { shopId, orderId, sourceId, amount, currency, idempotencyKey } = leg;
  const endToEndId = endToEndIdOf(idempotencyKey);
  const requestHash = hashOf(leg);
  return { shopId, orderId, sourceId, amount, currency, idempotencyKey, destinationId, endToEndId, requestHash };
}

function hashOf({ shopId, orderId, kind, sourceId, destinationId, amount, currency }: LegRequest): string {
  const asked = [shopId, orderId, kind, sourceId, destinationId ?? '', amount, currency];
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex');
}

const OUTCOMES = {
  QUEUED: 'pending',
  SENT: 'pending',
  ACCEPTED: 'pending',
  BOOKED: 'succeeded',
  REJECTED: 'failed',
  RETURNED: 'failed',
} as const;

/** Queued, sent and accepted are no success. A code on one of these is a contradiction that a file brought. */
function answerOf(transfer: BankTransfer, leg: LegRequest): ChannelAnswer {
  const { state, code, endToEndId } = transfer;
  const outcome = OUTCOMES[state];
  const isContradicted = code !== undefined && outcome !== 'failed';
  const isOther =
    transfer.amount !== leg.amount || transfer.currency !== leg.currency || transfer.sourceId !== leg.sourceId;
  if (isContradicted || isOther) {
    return { outcome: 'mismatch', providerRef: endToEndId, code: code ?? 'TRANSFER_MISMATCH' };
  }
  return { outcome, providerRef: endToEndId, ...(code === undefined ? {} : { code }) };
}

async function* listRefunds({ batches }: SepaDeps, period: { from: Date; to: Date }): AsyncIterable<ProviderRefund> {
  for await (const transfer of batches.changedIn(period)) {
    const { endToEndId, idempotencyKey, sourceId, amount, currency, state, updatedAt } = transfer;
    yield {
      ...{ providerRef: endToEndId, reference: idempotencyKey, sourceId, amount, currency },
      ...{ outcome: OUTCOMES[state], at: updatedAt },
    };
  }
}
