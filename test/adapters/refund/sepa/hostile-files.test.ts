import { parseBankXml } from '../../../../src/adapters/refund/sepa/bank-xml/parse';
import { readContents } from '../../../../src/adapters/refund/sepa/bank-xml/read-contents';
import { camt, document, OUR_IBAN, pain002 } from './bank-files';

const GOOD = camt([{ id: 'a'.repeat(32), amount: '45.00' }]);
const text = GOOD.toString('utf8');

const laughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>`;
const outside = '<!DOCTYPE Document [<!ENTITY out SYSTEM "file:///etc/passwd">]>';

describe('a file of the bank’s', () => {
  it('is read as it is, with or without prefixes and a byte order mark', async () => {
    const prefixed = text.replace(/<(\/?)([A-Z])/g, '<$1bank:$2').replace('xmlns=', 'xmlns:bank=');
    for (const bytes of [GOOD, Buffer.from(prefixed), Buffer.from(`\uFEFF${text}`)]) {
      expect(await readContents(bytes, OUR_IBAN)).toMatchObject({
        kind: 'camt.053',
        news: [{ news: 'BOOKED', amount: 4_500 }],
      });
    }
  });

  it.each([
    ['of 50 MB', Buffer.alloc(50 * 1024 * 1024, 0x20), 'FILE_TOO_LARGE'],
    ['of nothing', Buffer.alloc(0), 'FILE_NOT_XML'],
    ['of no text', Buffer.from([0xff, 0xfe, 0x3c, 0x00]), 'FILE_NOT_XML'],
    ['of another encoding', Buffer.from(text.replace('UTF-8', 'UTF-16')), 'FILE_NOT_XML'],
    ['of JSON', Buffer.from('{"a": 1}'), 'FILE_NOT_XML'],
    ['that laughs a billion times', Buffer.from(text.replace(/^<\?xml[^>]*>/, laughs)), 'FILE_NOT_XML'],
    ['that asks for a file of this machine', Buffer.from(text.replace('?>', `?>${outside}`)), 'FILE_NOT_XML'],
    ['of another namespace', Buffer.from(text.replace('camt.053.001.08', 'camt.053.001.99')), 'FILE_NOT_SUPPORTED'],
    ['of a message that we don’t read', document('pacs.008.001.08', '<FIToFICstmrCdtTrf/>'), 'FILE_NOT_SUPPORTED'],
    ['of a page instead of a file', Buffer.from('<html><body>Log in</body></html>'), 'FILE_NOT_SUPPORTED'],
    ['that is cut off', GOOD.subarray(0, GOOD.length - 40), 'FILE_NOT_VALID'],
    ['that is no such message', document('camt.053.001.08', '<CstmrPmtStsRpt/>'), 'FILE_NOT_VALID'],
    ['with a second root', Buffer.from(`${text}<Document/>`), 'FILE_NOT_VALID'],
    ['with an amount that is none', Buffer.from(text.replace('>45.00<', '>4,50<')), 'FILE_NOT_VALID'],
    ['with an account that is none', Buffer.from(text.replace(OUR_IBAN, 'not an account')), 'FILE_NOT_VALID'],
    ['with an entity of its own', Buffer.from(text.replace('CAMT-1', '&lol;')), 'FILE_NOT_VALID'],
    ['of a thousand levels', document('camt.053.001.08', '<a>'.repeat(1_000) + '</a>'.repeat(1_000)), 'FILE_NOT_VALID'],
  ])('%s is refused by a code, and nothing in it is repeated', async (_what, bytes, code) => {
    const refused = await parseBankXml(bytes);
    expect(refused).toMatchObject({ outcome: 'refused', code });
    expect(JSON.stringify(refused)).not.toMatch(/DE89|not an account|4,50|passwd/);
  });

  it('with three decimals of euros is shown to a person, since the schema lets them through', async () => {
    const id = 'a'.repeat(32);
    const contents = await readContents(camt([{ id, amount: '45.001' }]), OUR_IBAN);
    expect(contents).toMatchObject({ news: [], oddities: [{ code: 'AMOUNT_UNREADABLE', endToEndId: id }] });
  });

  it('keeps codes of reasons, and not what a bank wrote instead', async () => {
    const bytes = pain002({ batchId: 'R260302-0A1B2C3D4E', group: { status: 'RJCT', reason: 'AC04' } });
    const own = Buffer.from(bytes.toString('utf8').replace('<Cd>AC04</Cd>', '<Prtry>Konto von Frau Meier</Prtry>'));
    expect(await readContents(own, OUR_IBAN)).toMatchObject({ news: [{ code: 'PROPRIETARY' }] });
  });

  it('of almost 10 MB is read in less than a minute', async () => {
    const entries = Array.from({ length: 12_000 }, (_, index) => ({
      id: index.toString(16).padStart(32, '0'),
      amount: '45.00',
      others: [{ id: `${index}-other`.padStart(32, 'f'), amount: '1.00' }],
    }));
    const bytes = camt(entries);
    expect(bytes.byteLength).toBeGreaterThan(6_000_000);
    const contents = await readContents(bytes, OUR_IBAN);
    expect('news' in contents ? contents.news : contents).toHaveLength(24_000);
  });
});
