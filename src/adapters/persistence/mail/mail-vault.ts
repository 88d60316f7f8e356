import type { OrderRef } from '../../../ports/order-book';
import type { Recipient } from '../../../ports/mails';
import type { KeyedHash } from '../../secrets/keyed-hash';
import type { Sealer } from '../../secrets/sealer';

/** What seals contacts and mails, and compares addresses. */
export interface MailVault {
  readonly sealer: Sealer;
  readonly hash: KeyedHash;
}

/** Where an order's contact is sealed to. */
export function placeOfOrder({ shopId, orderId }: OrderRef): readonly string[] {
  return ['order-contact', shopId, orderId];
}

/** Where a merchant's contact is sealed to. */
export function placeOfMerchant(ref: { readonly shopId: string; readonly merchantId: string }): readonly string[] {
  return ['merchant-contact', ref.shopId, ref.merchantId];
}

/** Where a mail's own content is sealed to. */
export function placeOfMail(mailId: string): readonly string[] {
  return ['mail', mailId];
}

/** Seals anything that JSON can write. */
export function sealJson({ sealer }: MailVault, content: unknown, place: readonly string[]): Buffer {
  return sealer.seal(Buffer.from(JSON.stringify(content), 'utf8'), place);
}

/** What was sealed; undefined where it can't be opened: its key is not known any more, or it was tampered with. */
export function openJson(vault: MailVault | undefined, sealed: Buffer, place: readonly string[]): unknown {
  if (vault === undefined) return undefined;
  try {
    return JSON.parse(vault.sealer.open(sealed, place).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Whom a sealed contact names. */
export function openRecipient(
  vault: MailVault | undefined,
  sealed: Buffer,
  place: readonly string[],
): Recipient | undefined {
  return openJson(vault, sealed, place) as Recipient | undefined;
}

/** An address as it is compared: servers may tell capital letters apart, people don't. */
export function plainEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

/** `a…@e….com`: enough to know one's own by. */
export function hintOf(email: string): string {
  const [, local = '', name = '', top = ''] = /^(.)[^@]*@(.)[^@]*?(\.[^.@]+)?$/u.exec(email.trim()) ?? [];
  return `${local}…@${name}…${top}`;
}
