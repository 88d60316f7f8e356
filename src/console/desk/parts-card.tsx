import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Case } from '../api/case';
import { REJECTION_WORDS } from '../cases/rejection-words';
import { wordOf } from '../cases/word-of';
import { dateTime } from '../format/time';
import { useSpeech, useWords } from '../i18n/locale';
import { Card } from '../parts/card';

const WORDS = {
  en: {
    title: 'Merchants',
    until: (at: string) => `until ${at}`,
    message: (text: string) => `To the customer: “${text}”`,
    ruling: (text: string) => `The arbiter: “${text}”`,
    PENDING: 'Has not decided',
    APPROVED: 'Approved',
    REJECTED: 'Rejected',
    ESCALATED: 'In arbitration',
    NOT_STOPPED: 'Parcel not stopped',
    AWAITING_RETURN: 'Waiting for the parcel to come back',
  },
  zh: {
    title: '商家',
    until: (at: string) => `截止 ${at}`,
    message: (text: string) => `致顾客：“${text}”`,
    ruling: (text: string) => `裁定说明：“${text}”`,
    PENDING: '尚未决定',
    APPROVED: '已同意',
    REJECTED: '已拒绝',
    ESCALATED: '仲裁中',
    NOT_STOPPED: '包裹未能拦截',
    AWAITING_RETURN: '等待包裹退回',
  },
};

/** Each merchant's part. */
export function PartsCard({ of: { parts } }: { readonly of: Case }): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const rejections = useWords(REJECTION_WORDS);
  return (
    <Card title={words.title}>
      <ul className="grid gap-2">
        {parts.map((part) => (
          <li key={part.merchantId} className="break-words">
            <Link href={`/desk/merchants/${encodeURIComponent(part.merchantId)}`}>{part.merchantId}</Link>:{' '}
            {words[part.decision]}
            {part.decision === 'PENDING' && part.deadline !== undefined
              ? `, ${words.until(dateTime(part.deadline, locale))}`
              : ''}
            {part.rejectionReason === undefined ? '' : ` (${wordOf(rejections, part.rejectionReason)})`}
            {part.message === undefined ? null : <p>{words.message(part.message)}</p>}
            {part.rulingNote === undefined ? null : <p>{words.ruling(part.rulingNote)}</p>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
