import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Case } from '../api/case';
import { dateTime } from '../format/time';
import { useSpeech, useWords } from '../i18n/locale';
import { Card } from '../parts/card';

const WORDS = {
  en: {
    title: 'More about it',
    history: 'Its history in the Temporal Web UI',
    escalates: 'The rejection that this one takes to arbitration',
    escalatedBy: 'The arbitration of this rejection',
    reopens: 'The ended case that this one decides again',
    reopened: 'Where it is decided again',
    reopeningReason: (text: string) => `Why it is to be decided again: “${text}”`,
    allowedUntil: (at: string) => `The customer may take this rejection to arbitration until ${at}.`,
    reason: (text: string) => `Why it was taken to arbitration: “${text}”`,
    feedback: (rating: number) => `The customer’s rating of how it went: ${rating} of 5`,
    id: 'Cancellation',
  },
  zh: {
    title: '更多信息',
    history: '在 Temporal Web UI 中查看历史',
    escalates: '本案所仲裁的拒绝',
    escalatedBy: '该拒绝的仲裁案',
    reopens: '本案重新裁定的原案',
    reopened: '重新裁定的新案',
    reopeningReason: (text: string) => `申请重新裁定的理由：“${text}”`,
    allowedUntil: (at: string) => `顾客可在 ${at} 前就该拒绝申请仲裁。`,
    reason: (text: string) => `申请仲裁的理由：“${text}”`,
    feedback: (rating: number) => `顾客评价：${rating} / 5`,
    id: '取消编号',
  },
};

/** Where else to look: arbitration, the customer's own words, the workflow's history. */
export function MoreAboutCard({ of: one }: { readonly of: Case }): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const { escalation = {}, feedback, workflowUrl } = one;
  const linked = (label: string, id: string) => (
    <li>
      <Link href={`/desk/c/${encodeURIComponent(id)}`}>{label}</Link>
    </li>
  );
  return (
    <Card title={words.title}>
      <ul className="grid gap-2">
        <li className="break-all">
          {words.id}: {one.cancellationId}
        </li>
        {workflowUrl === undefined ? null : (
          <li>
            <a href={workflowUrl} target="_blank" rel="noreferrer">
              {words.history}
            </a>
          </li>
        )}
        {escalation.escalates === undefined
          ? null
          : linked(escalation.reopens === true ? words.reopens : words.escalates, escalation.escalates)}
        {escalation.escalatedBy === undefined
          ? null
          : linked(escalation.reopened === true ? words.reopened : words.escalatedBy, escalation.escalatedBy)}
        {escalation.allowedUntil === undefined ? null : (
          <li>{words.allowedUntil(dateTime(escalation.allowedUntil, locale))}</li>
        )}
        {escalation.reason === undefined ? null : <li className="break-words">{words.reason(escalation.reason)}</li>}
        {escalation.reopeningReason === undefined ? null : (
          <li className="wrap-anywhere">{words.reopeningReason(escalation.reopeningReason)}</li>
        )}
        {feedback === undefined ? null : (
          <li className="break-words">
            {words.feedback(feedback.rating)}
            {feedback.comment === undefined ? '' : `: “${feedback.comment}”`}
          </li>
        )}
      </ul>
    </Card>
  );
}
