import { randomBytes, randomUUID } from 'node:crypto';
import { DataKeysMissing } from '../../../ports/payout-destinations';
import type { Sealer } from '../../secrets/sealer';
import type { Transaction } from '../database';
import type { WebhookEndpointRow, WebhookSecretTable } from '../tables/outgoing-webhooks';

/** Standard Webhooks asks for 24 to 64 bytes. */
const SECRET_BYTES = 32;
const PREFIX = 'whsec_';

type Owner = Pick<WebhookEndpointRow, 'shop_id' | 'endpoint_id'>;
type Made = Pick<WebhookSecretTable, 'made_by' | 'idempotency_key' | 'request_hash'>;

/**
 * Makes a secret that signs from now on, and stores it sealed.
 * @throws DataKeysMissing
 */
export async function makeSecret(tx: Transaction, sealer: Sealer | undefined, made: Owner & Made): Promise<string> {
  if (sealer === undefined) throw new DataKeysMissing();
  const secret = PREFIX + randomBytes(SECRET_BYTES).toString('base64');
  const secret_id = randomUUID();
  const sealed = sealer.seal(Buffer.from(secret, 'ascii'), placeOf({ ...made, secret_id }));
  const { shop_id, endpoint_id, made_by, idempotency_key, request_hash } = made;
  await tx
    .insertInto('webhook_secrets')
    .values({ secret_id, shop_id, endpoint_id, sealed, made_by, idempotency_key, request_hash, retires_at: null })
    .execute();
  return secret;
}

/** What a sealed secret says; undefined where it was forgotten or can't be opened. */
export function openSecret(
  sealer: Sealer | undefined,
  row: Owner & Pick<WebhookSecretTable, 'secret_id' | 'sealed'>,
): string | undefined {
  if (row.sealed === null || sealer === undefined) return undefined;
  try {
    return sealer.open(row.sealed, placeOf(row)).toString('ascii');
  } catch {
    return undefined;
  }
}

function placeOf({
  shop_id,
  endpoint_id,
  secret_id,
}: Owner & Pick<WebhookSecretTable, 'secret_id'>): readonly string[] {
  return ['webhook-secret', shop_id, endpoint_id, secret_id];
}
