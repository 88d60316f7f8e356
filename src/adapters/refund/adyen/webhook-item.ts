import HmacValidator from '@adyen/api-library/lib/src/utils/hmacValidator';
import { z } from 'zod';

/** Free of colons: the signature joins the fields with them, and moving one would move a field's end. */
const unjoined = z
  .string()
  .max(200)
  .regex(/^[^:]*$/);

const itemSchema = z.object({
  pspReference: unjoined.min(1),
  originalReference: unjoined.nullish(),
  merchantAccountCode: unjoined.min(1),
  merchantReference: z.string().max(300).nullish(),
  amount: z.object({ value: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) }),
  eventCode: z.string().regex(/^[A-Z0-9_]{1,100}$/),
  success: z.enum(['true', 'false']),
  additionalData: z.object({ hmacSignature: z.string().max(200).optional() }).optional(),
});

const messageSchema = z.object({
  notificationItems: z
    .array(z.object({ NotificationRequestItem: itemSchema }))
    .min(1)
    .max(1_000),
});

type SignedItem = z.infer<typeof itemSchema>;

/** The fields of an item that are signed, and no others: reason, date and additional data are anybody's. */
export type AdyenItem = Omit<SignedItem, 'additionalData'>;

/** Reads the items of a message; undefined where it is none. */
export function readItems(body: Buffer): readonly SignedItem[] | undefined {
  const { data: message } = messageSchema.safeParse(parse(body));
  return message?.notificationItems.map(({ NotificationRequestItem }) => NotificationRequestItem);
}

/** Was this item signed with one of these keys (hexadecimal)? By Adyen's own library, in constant time. */
export function isSignedByAdyen(item: SignedItem, keys: readonly string[]): boolean {
  const signature = item.additionalData?.hmacSignature;
  if (signature === undefined || signature === '') return false;
  const validator = new HmacValidator();
  return keys.some((key) => validator.validateHMACSignature(key, signature, dataToSign(item)));
}

/** Only what is signed. */
export function signedFields({ additionalData: _, ...signed }: SignedItem): AdyenItem {
  return signed;
}

/** As the library's `getDataToSign` joins it for a payment's message; an absent field is an empty one. */
function dataToSign(item: AdyenItem): string {
  const { pspReference, originalReference, merchantAccountCode, merchantReference, amount, eventCode, success } = item;
  const { value, currency } = amount;
  const fields = [pspReference, originalReference, merchantAccountCode, merchantReference];
  return [...fields, value, currency, eventCode, success].join(':');
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
