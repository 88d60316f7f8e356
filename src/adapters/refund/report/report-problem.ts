import type { RefundReport, ReportRefusal, ReportRefusalCode } from '../../../ports/refund-report';

/** Why a file can't be read, on its way from where it is seen to the end of the reader. */
export class ReportProblem extends Error {
  override readonly name = 'ReportProblem';

  constructor(
    readonly code: ReportRefusalCode,
    readonly at: { readonly line?: number; readonly what?: string } = {},
  ) {
    super(code);
  }
}

/** The same report, where a problem is its end and not an exception. */
export async function* refusingOnProblem(report: RefundReport): RefundReport {
  try {
    return yield* report;
  } catch (error) {
    if (!(error instanceof ReportProblem)) throw error;
    return { outcome: 'refused', code: error.code, ...error.at } satisfies ReportRefusal;
  }
}
