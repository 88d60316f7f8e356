import { z } from 'zod';
import { CURRENCY_EXPONENTS } from '../domain/currency';

/** Where a value is an amount, what is wrong with it has a code of its own. */
export const AMOUNT_INVALID = 'AMOUNT_INVALID';

/** Beyond ten trillion minor units somebody has multiplied by a hundred once too often. */
const LARGEST_AMOUNT = 9_999_999_999_999;

/** Letters, digits, `_` and `-`: a cancellation's id is made of it, so that nothing else fits. */
export const orderId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'Letters, digits, _ and -, 64 at most')
  .describe('The shop’s id of the order');

/** Any id of the shop's or a provider's. */
export const id = z.string().regex(/^[A-Za-z0-9_.:#@+=-]{1,128}$/, 'Letters, digits and _ . : # @ + = -, 128 at most');

/** A gift card's or a store credit's id. */
export const balanceId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'Letters, digits, _ and -, 64 at most')
  .describe('The shop’s id of a balance: opaque, never a name');

/** Ids of lines, units are named after. */
export const lineId = z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/, 'Letters, digits and _ . : -, 64 at most');

export const unitId = z
  .string()
  .regex(/^[A-Za-z0-9_.:-]{1,64}\/[1-9]\d{0,4}$/, '<lineId>/<n>, n from 1')
  .describe('`<lineId>/<n>`, n from 1 to the line’s quantity');

export const cancellationId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}\.[0-9a-f]{16}$/, '<orderId>.<16 hex digits>')
  .describe('`<orderId>.<16 hex digits>`');

const integer = z.int({ error: AMOUNT_INVALID }).max(LARGEST_AMOUNT, { error: AMOUNT_INVALID });

/** Minor units, zero or more: a decimal point or too many digits is AMOUNT_INVALID. */
export const amount = integer
  .min(0, { error: AMOUNT_INVALID })
  .describe('Minor units of the currency (cents, fen, yen): a whole number');

export const positiveAmount = integer.min(1, { error: AMOUNT_INVALID }).describe('Minor units, above zero');

/** Minor units of an answer, either sign. */
export const signedAmount = z.int().describe('Minor units, either sign');

export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'Three capital letters')
  .describe(`ISO 4217, one of ${CURRENCY_EXPONENTS.size} codes`);

/** An instant, with its zone. */
export const instant = z.iso.datetime({ offset: true }).describe('ISO 8601 with a zone, such as 2026-03-01T12:00:00Z');

/** What a person writes, for other people to read. Line breaks are fine, other control characters are not. */
export const remark = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u, 'No control characters');

export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, '1 to 200 visible ASCII characters')
  .describe('Yours to choose, one for each request that you mean: repeated, it gets the same answer');
