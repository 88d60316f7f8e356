import type { Case } from '../api/case';

/** What each answer's form is given. */
export interface FormProps {
  readonly of: Case;
  readonly merchantId: string;
  readonly onCancel: () => void;
  /** Says what was done. */
  readonly onDone: (text: string) => void;
}
