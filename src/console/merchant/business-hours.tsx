import type { ReactNode } from 'react';
import type { Case } from '../api/case';
import { usePolicy } from '../api/merchants';
import type { Session } from '../api/session';
import { useWords } from '../i18n/locale';

const WORDS = {
  en: 'Only your business hours count: while you are closed, the time to decide stands still.',
  zh: '仅计算您的营业时间：打烊期间，处理时限暂停计时。',
};

interface Props {
  readonly session: Session;
  readonly of: Case;
}

/** Where a merchant's time runs by its opening hours alone, says so. */
export function BusinessHours({ session: { merchantId = '', shopId }, of: { parts } }: Props): ReactNode {
  const words = useWords(WORDS);
  const isAsked = parts.some((part) => part.merchantId === merchantId && part.decision === 'PENDING');
  const policy = usePolicy(merchantId, shopId, isAsked);
  return isAsked && policy.data?.policy.businessHoursOnly === true ? <p className="text-sm">{words}</p> : null;
}
