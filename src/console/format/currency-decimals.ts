/** Currencies whose minor unit has not two decimals; a test compares it with the domain's table of ISO 4217. */
const OTHER_THAN_TWO: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const DECIMALS = new Map(
  Object.entries(OTHER_THAN_TWO).flatMap(([decimals, codes]) =>
    codes.split(' ').map((code): [string, number] => [code, Number(decimals)]),
  ),
);

/** Decimals of a currency's minor unit. */
export function decimalsOf(currency: string): number {
  return DECIMALS.get(currency) ?? 2;
}
