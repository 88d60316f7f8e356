import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pain001Problem } from '../../../../src/adapters/refund/sepa/check-pain001';
import { fromDecimal, toDecimal } from '../../../../src/adapters/refund/sepa/decimal';
import type { PaymentFile } from '../../../../src/adapters/refund/sepa/payment-file';
import { sepaText } from '../../../../src/adapters/refund/sepa/sepa-text';
import { targetDay } from '../../../../src/adapters/refund/sepa/target-day';
import { toCreditor } from '../../../../src/adapters/refund/sepa/creditor';
import { writePain001 } from '../../../../src/adapters/refund/sepa/write-pain001';

const GOLDEN = path.join(__dirname, 'golden-pain001.xml');

const FILE: PaymentFile = {
  batchId: 'R260302-0A1B2C3D4E',
  releasedAt: new Date('2026-03-02T09:30:15.000Z'),
  debtor: { iban: 'DE89370400440532013000', name: 'Bookshop GmbH', bic: 'COBADEFFXXX' },
  payments: [
    {
      transfer: { endToEndId: '0123456789abcdef0123456789abcdef', orderId: 'o_1', amount: 4_500 },
      creditor: { iban: 'FR1420041010050500013M02606', name: 'Zoe Muller-Lukasz + Sohne' },
    },
    {
      transfer: { endToEndId: 'fedcba9876543210fedcba9876543210', orderId: 'o_2', amount: 5 },
      creditor: { iban: 'NL91ABNA0417164300', name: 'J. de Vries', bic: 'ABNANL2A' },
    },
  ],
};

const withAmounts = (...amounts: readonly number[]): PaymentFile => ({
  ...FILE,
  payments: amounts.map((amount, index) => ({
    creditor: { iban: 'NL91ABNA0417164300', name: 'J. de Vries' },
    transfer: { endToEndId: createHash('md5').update(`${index}`).digest('hex'), orderId: `o_${index}`, amount },
  })),
});

describe('a payment file', () => {
  it('is the file that it always was', () => {
    const xml = writePain001(FILE);
    if (process.env['WRITE_GOLDEN'] === 'yes') writeFileSync(GOLDEN, xml);
    expect(xml).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  it('passes its own check, ISO’s schema included', async () => {
    expect(await pain001Problem(writePain001(FILE), FILE)).toBeUndefined();
  });

  it('adds a thousand amounts up exactly, where floats would not', async () => {
    const file = withAmounts(...Array.from({ length: 1_000 }, () => 99_999_999_999));
    const xml = writePain001(file);
    const total = file.payments.reduce((sum, { transfer }) => sum + BigInt(transfer.amount), 0n);
    expect(xml).toContain(`<CtrlSum>${total / 100n}.${String(total % 100n).padStart(2, '0')}</CtrlSum>`);
    expect(await pain001Problem(xml, file)).toBeUndefined();
  });

  it('is the same in every time zone of a machine', () => {
    const here = writePain001(FILE);
    // As on a machine in Kiritimati, 14 hours ahead: tests can't change the zone of their own process.
    const ahead = (date: Date) => new Date(date.getTime() + 14 * 3_600_000);
    const spies = [
      jest.spyOn(Date.prototype, 'getHours').mockImplementation(function (this: Date) {
        return ahead(this).getUTCHours();
      }),
      jest.spyOn(Date.prototype, 'getDate').mockImplementation(function (this: Date) {
        return ahead(this).getUTCDate();
      }),
    ];
    try {
      expect(writePain001(FILE)).toBe(here);
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  });

  it.each([
    ['an amount of three decimals', ['<InstdAmt Ccy="EUR">45.00<', '<InstdAmt Ccy="EUR">45.001<'], 'AMOUNT: 0123'],
    ['another amount', ['<InstdAmt Ccy="EUR">45.00<', '<InstdAmt Ccy="EUR">450.00<'], 'AMOUNT: 0123'],
    ['another currency', ['<InstdAmt Ccy="EUR">0.05<', '<InstdAmt Ccy="USD">0.05<'], 'CURRENCY: fedc'],
    ['an empty remittance text', [/<Ustrd>[^<]*<\/Ustrd>/, '<Ustrd></Ustrd>'], 'SCHEMA: line'],
    ['no remittance text', [/<RmtInf>.*?<\/RmtInf>/s, ''], 'REMITTANCE: 0123'],
    ['another sum', ['<CtrlSum>45.05<', '<CtrlSum>45.50<'], 'CONTROL_SUM'],
    ['another creditor', ['FR1420041010050500013M02606', 'NL91ABNA0417164300'], 'CREDITOR: 0123'],
    ['another debtor', ['DE89370400440532013000', 'NL91ABNA0417164300'], 'DEBTOR'],
    ['another message id', ['R260302-0A1B2C3D4E<', 'R260302-0A1B2C3D4F<'], 'MESSAGE_ID'],
    ['a payment too few', [/<CdtTrfTxInf>.*?<\/CdtTrfTxInf>/s, ''], 'COUNT'],
  ] as const)('with %s is not handed out', async (_what, [from, to], problem) => {
    const planted = writePain001(FILE).replace(from, to);
    expect(planted).not.toBe(writePain001(FILE));
    expect(await pain001Problem(planted, FILE)).toContain(problem);
  });

  it('that can’t be written says so without a name or an account', () => {
    const wrong = { ...FILE, debtor: { iban: 'DE00370400440532013000', name: 'Bookshop GmbH' } };
    expect(() => writePain001(wrong)).toThrow(/^PAIN_001_NOT_WRITTEN: batch R260302-0A1B2C3D4E$/);
  });

  it('is asked for on a day on which euros are settled', () => {
    const dayOf = (instant: string) => targetDay(new Date(instant)).toISOString().slice(0, 10);
    expect(dayOf('2026-03-02T09:30:00Z')).toBe('2026-03-02');
    expect(dayOf('2026-03-02T23:30:00Z')).toBe('2026-03-03');
    expect(dayOf('2026-03-06T23:30:00Z')).toBe('2026-03-09');
    expect(dayOf('2026-04-03T08:00:00Z')).toBe('2026-04-07');
    expect(dayOf('2026-05-01T08:00:00Z')).toBe('2026-05-04');
    expect(dayOf('2026-12-25T08:00:00Z')).toBe('2026-12-28');
    expect(dayOf('2027-03-26T08:00:00Z')).toBe('2027-03-30');
    expect(dayOf('2026-01-01T08:00:00Z')).toBe('2026-01-02');
  });
});

describe('an amount', () => {
  it('becomes a decimal and back, digit by digit', () => {
    for (const cents of [1, 9, 10, 99, 100, 101, 4_500, 100_000_001, 99_999_999_999]) {
      expect(fromDecimal(toDecimal(cents), 'EUR')).toBe(cents);
    }
    expect(toDecimal(5)).toBe('0.05');
  });

  it.each([
    ['45', 4_500],
    ['45.5', 4_550],
    ['45.500', 4_550],
    ['.5', 50],
    ['+45.00', 4_500],
    ['0045.10', 4_510],
    ['0.00', 0],
    ['45.001', undefined],
    ['-45', undefined],
    ['4,50', undefined],
    ['1e3', undefined],
    ['', undefined],
    ['.', undefined],
  ])('of a bank’s file, %s, is read exactly or not at all', (text, cents) => {
    expect(fromDecimal(text, 'EUR')).toBe(cents);
  });
});

describe('a creditor', () => {
  it('is written in the letters that every bank takes', () => {
    expect(sepaText('Zoë Müller-Łukasz & Söhne <x>', 70)).toBe('Zoe Muller-Lukasz + Sohne x');
    expect(sepaText('Straße Æsir Øre', 70)).toBe('Strasse AEsir Ore');
    expect(sepaText('a'.repeat(100), 70)).toHaveLength(70);
  });

  it('is refused by a code that tells nothing', () => {
    expect(toCreditor(undefined)).toBe('DESTINATION_UNKNOWN');
    expect(toCreditor({ iban: 'DE00370400440532013000', name: 'A' })).toBe('IBAN_INVALID');
    expect(toCreditor({ iban: 'NL91ABNA0417164300', name: '王小明' })).toBe('NAME_UNWRITABLE');
  });

  it('keeps a BIC only where it is of the account’s country', () => {
    const account = { iban: 'NL91 ABNA 0417 1643 00', name: 'A' };
    expect(toCreditor({ ...account, bic: 'ABNANL2A' })).toEqual({
      iban: 'NL91ABNA0417164300',
      name: 'A',
      bic: 'ABNANL2A',
    });
    expect(toCreditor({ ...account, bic: 'COBADEFF' })).toEqual({ iban: 'NL91ABNA0417164300', name: 'A' });
  });
});
