import { isIban, plainIban } from '../../src/domain/iban';

/** From the registry's own examples (ISO 13616). */
const GOOD = [
  'DE89 3704 0044 0532 0130 00',
  'GB29 NWBK 6016 1331 9268 19',
  'NO93 8601 1117 947',
  'MT84MALT011000012345MTLCAST001S',
];

describe('an IBAN', () => {
  it.each(GOOD)('%s is one', (iban) => {
    expect(isIban(plainIban(iban.toLowerCase()))).toBe(true);
  });

  it.each(GOOD)('%s is none with any digit changed, or two next to each other swapped', (text) => {
    const iban = plainIban(text);
    for (let at = 2; at < iban.length; at += 1) {
      const sign = iban.charAt(at);
      if (/\d/.test(sign))
        expect(isIban(iban.slice(0, at) + String((Number(sign) + 1) % 10) + iban.slice(at + 1))).toBe(false);
      const next = iban.charAt(at + 1);
      if (next !== '' && next !== sign) {
        expect(isIban(iban.slice(0, at) + next + sign + iban.slice(at + 2))).toBe(false);
      }
    }
  });

  it.each(['', 'DE', 'DE89', 'not an account', 'DE8937040044053201300ü', '00893704004405320130 00'])(
    '“%s” is none',
    (text) => {
      expect(isIban(text)).toBe(false);
    },
  );
});
