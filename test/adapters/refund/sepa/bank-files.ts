/** Files as a bank would send them, in the versions that are read. Amounts are decimals. */
export const OUR_IBAN = 'DE89370400440532013000';

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:';
const AT = '2026-03-03T18:00:00';

export interface StatusOfOne {
  readonly id: string;
  readonly status: string;
  readonly reason?: string;
}

export interface StatusReport {
  readonly version?: '03' | '10' | '12';
  readonly batchId: string;
  readonly messageId?: string;
  readonly group?: { readonly status: string; readonly reason?: string };
  readonly block?: { readonly status: string; readonly reason?: string };
  readonly singles?: readonly StatusOfOne[];
}

/** A payment status report. */
export function pain002({
  version = '10',
  batchId,
  messageId = 'PSR-1',
  group,
  block,
  singles = [],
}: StatusReport): Buffer {
  const blocks =
    block === undefined && singles.length === 0
      ? ''
      : `<OrgnlPmtInfAndSts><OrgnlPmtInfId>${batchId}.0</OrgnlPmtInfId>${stated('PmtInfSts', block)}${singles
          .map(
            ({ id, status, reason }) =>
              `<TxInfAndSts><OrgnlEndToEndId>${id}</OrgnlEndToEndId>${stated('TxSts', { status, ...(reason !== undefined && { reason }) })}</TxInfAndSts>`,
          )
          .join('')}</OrgnlPmtInfAndSts>`;
  return document(
    `pain.002.001.${version}`,
    `<CstmrPmtStsRpt><GrpHdr><MsgId>${messageId}</MsgId><CreDtTm>${AT}</CreDtTm></GrpHdr>
    <OrgnlGrpInfAndSts><OrgnlMsgId>${batchId}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>${stated('GrpSts', group)}</OrgnlGrpInfAndSts>
    ${blocks}</CstmrPmtStsRpt>`,
  );
}

function stated(element: string, said: { readonly status: string; readonly reason?: string } | undefined): string {
  if (said === undefined) return '';
  const reason = said.reason === undefined ? '' : `<StsRsnInf><Rsn><Cd>${said.reason}</Cd></Rsn></StsRsnInf>`;
  return `<${element}>${said.status}</${element}>${reason}`;
}

export interface Booked {
  /** EndToEndId; left out, a sum for a whole batch. */
  readonly id?: string;
  readonly batchId?: string;
  readonly count?: number;
  readonly amount: string;
  readonly side?: 'DBIT' | 'CRDT';
  readonly reason?: string;
  readonly reversal?: boolean;
  readonly status?: 'BOOK' | 'PDNG';
  /** Further details of the same entry, with their own amounts. */
  readonly others?: readonly { readonly id: string; readonly amount: string }[];
}

export interface Statement {
  readonly kind?: 'camt.053' | 'camt.054';
  readonly version?: '02' | '08';
  readonly iban?: string;
  readonly messageId?: string;
  readonly currency?: string;
}

/** A statement or a notification of one account. */
export function camt(entries: readonly Booked[], of: Statement = {}): Buffer {
  const { kind = 'camt.053', version = '08', iban = OUR_IBAN, messageId = 'CAMT-1' } = of;
  const isStatement = kind === 'camt.053';
  const [root, account] = isStatement ? ['BkToCstmrStmt', 'Stmt'] : ['BkToCstmrDbtCdtNtfctn', 'Ntfctn'];
  const balance = isStatement
    ? '<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-03</Dt></Dt></Bal>'
    : '';
  return document(
    `${kind}.001.${version}`,
    `<${root}><GrpHdr><MsgId>${messageId}</MsgId><CreDtTm>${AT}</CreDtTm></GrpHdr>
    <${account}><Id>1</Id><CreDtTm>${AT}</CreDtTm><Acct><Id><IBAN>${iban}</IBAN></Id></Acct>${balance}
    ${entries.map((entry) => toEntry(entry, of)).join('\n')}</${account}></${root}>`,
  );
}

function toEntry(entry: Booked, { version = '08', currency = 'EUR' }: Statement): string {
  const { amount, side = 'DBIT', status = 'BOOK', reversal, others = [] } = entry;
  const money = (decimal: string) => `<Amt Ccy="${currency}">${decimal}</Amt>`;
  const total = [amount, ...others.map((other) => other.amount)]
    .reduce((sum, text) => sum + Number(text), 0)
    .toFixed(2);
  const detail = (id: string, decimal: string) =>
    version === '08'
      ? `<TxDtls><Refs><EndToEndId>${id}</EndToEndId></Refs>${money(decimal)}<CdtDbtInd>${side}</CdtDbtInd>${returned(entry)}</TxDtls>`
      : `<TxDtls><Refs><EndToEndId>${id}</EndToEndId></Refs><AmtDtls><TxAmt>${money(decimal)}</TxAmt></AmtDtls>${returned(entry)}</TxDtls>`;
  const batch =
    entry.id === undefined && entry.batchId !== undefined
      ? `<Btch><PmtInfId>${entry.batchId}.0</PmtInfId><NbOfTxs>${entry.count ?? 1}</NbOfTxs></Btch>`
      : '';
  const details = entry.id === undefined ? batch : detail(entry.id, amount);
  return `<Ntry>${money(others.length === 0 ? amount : total)}<CdtDbtInd>${side}</CdtDbtInd>${reversal === undefined ? '' : `<RvslInd>${reversal}</RvslInd>`}
    <Sts>${version === '08' ? `<Cd>${status}</Cd>` : status}</Sts>
    <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
    <NtryDtls>${details}${others.map((other) => detail(other.id, other.amount)).join('')}</NtryDtls></Ntry>`;
}

function returned({ reason }: Booked): string {
  return reason === undefined ? '' : `<RtrInf><Rsn><Cd>${reason}</Cd></Rsn></RtrInf>`;
}

/** A whole file. */
export function document(message: string, body: string): Buffer {
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${NAMESPACE}${message}">${body}</Document>`,
  );
}
