/** An IBAN without its spaces, in capitals: what was typed may have both. */
export function plainIban(text: string): string {
  return text.replace(/\s+/g, '').toUpperCase();
}

/**
 * Is this an IBAN whose check digits are right (ISO 7064, mod 97-10)? Without spaces.
 * The bank itself may still not know it.
 */
export function isIban(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  const moved = iban.slice(4) + iban.slice(0, 4);
  let rest = 0;
  for (const sign of moved) {
    const value = parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
