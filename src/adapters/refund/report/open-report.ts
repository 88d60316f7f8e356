import { z } from 'zod';
import type { RefundReport } from '../../../ports/refund-report';
import { readAdyenReport } from '../adyen/read-report';
import { readAlipayReport } from '../alipay/read-report';
import type { Environment } from '../open-channel';
import { readCredentials } from '../read-credentials';
import { readWechatPayReport } from '../wechat-pay/read-report';

interface ReportOf {
  /** The variable with the account that a file must be of. */
  readonly account: string;
  readonly read: (chunks: AsyncIterable<Uint8Array>, account: string) => RefundReport;
}

const REPORTS: Readonly<Record<string, ReportOf>> = {
  adyen: { account: 'RESCIND_ADYEN_MERCHANT_ACCOUNT', read: readAdyenReport },
  'wechat-pay': { account: 'RESCIND_WECHAT_PAY_MCH_ID', read: readWechatPayReport },
  alipay: { account: 'RESCIND_ALIPAY_SELLER_ID', read: readAlipayReport },
};

/** The channels that are reconciled by a file of their provider's. */
export const REPORTED_CHANNELS: readonly string[] = Object.keys(REPORTS);

/** How a channel's file is read; or the variable that must say whose it is, and does not. */
export function openReport(
  channel: string,
  env: Environment,
): ((chunks: AsyncIterable<Uint8Array>) => RefundReport) | { readonly missing: string } {
  const report = REPORTS[channel];
  if (report === undefined) throw new RangeError(`There is no report of ${channel}`);
  const schema = z.object({ [report.account]: z.string().min(1) });
  const opened = readCredentials(channel, schema, env);
  const account = opened.outcome === 'read' ? opened.credentials[report.account] : undefined;
  return account === undefined ? { missing: report.account } : (chunks) => report.read(chunks, account);
}
