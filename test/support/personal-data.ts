const EMAIL = /[\w.+-]+@[\w-]+(\.[\w-]+)+/;
/**
 * International (+49 151 …), or three groups as people write them; never inside a longer
 * token such as an id, a hash or a time.
 */
const PHONE = /(?<![\w.-])(\+\d[\d ().-]{7,17}\d|\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4})(?![\w.-])/;
const CARD = /(?<![\w.-])[3-6]\d{3}(?:[ -]?\d{4}){2,3}[ -]?\d{1,4}(?![\w.-])/g;

function passesLuhn(digits: string): boolean {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

/**
 * What in a text looks like a person's: an e-mail address, a phone number, a card number. Undefined when nothing does.
 */
export function personalDataIn(text: string): 'e-mail' | 'phone' | 'card number' | undefined {
  if (EMAIL.test(text)) return 'e-mail';
  const cards = text.match(CARD)?.map((found) => found.replace(/\D/g, '')) ?? [];
  if (cards.some((digits) => digits.length >= 14 && digits.length <= 19 && passesLuhn(digits))) return 'card number';
  return PHONE.test(text) ? 'phone' : undefined;
}
