import type { ProviderRefund } from './refund-channel';

/** A refund as a provider's file has it. */
export interface ReportedRefund extends ProviderRefund {
  /** The payment's other number, where a shop may name it by either. */
  readonly sourceAlias?: string;
}

/** Why a provider's file is not read; nothing of it is applied then. */
export type ReportRefusalCode =
  | 'REPORT_TOO_LARGE'
  | 'REPORT_ENCODING'
  | 'REPORT_EMPTY'
  | 'REPORT_COLUMNS_MISSING'
  | 'REPORT_ROW_UNREADABLE'
  | 'REPORT_TIME_ZONE_UNKNOWN'
  | 'REPORT_TRUNCATED'
  | 'REPORT_OTHER_ACCOUNT';

export interface ReportRefusal {
  readonly outcome: 'refused';
  readonly code: ReportRefusalCode;
  /** From 1, the header's included. */
  readonly line?: number;
  /** A column's name, never what is in it. */
  readonly what?: string;
}

/** What a file was about, once it is read to its end. */
export interface ReportRead {
  readonly outcome: 'read';
  /** The time in which it must have every refund; absent where it can't be told. */
  readonly period?: { readonly from: Date; readonly to: Date };
  readonly rows: number;
}

/** A provider's file, row by row. It is believed only once its end is reached and is no refusal. */
export type RefundReport = AsyncGenerator<ReportedRefund, ReportRead | ReportRefusal>;
