import type { ReactNode } from 'react';
import type { Case } from '../api/case';
import { REASON_WORDS } from '../cases/reason-words';
import { REJECTION_WORDS } from '../cases/rejection-words';
import { wordOf } from '../cases/word-of';
import { money } from '../format/money';
import { dateTime } from '../format/time';
import { useSpeech, useWords } from '../i18n/locale';
import { Card } from '../parts/card';
import { OFFER_WORDS } from './offer-words';

const WORDS = {
  en: {
    title: 'Between the customer and you',
    asked: (reason: string, at: string) => `The customer asked at ${at}. Reason: ${reason}.`,
    until: (at: string) => `The customer was told that you answer by ${at}.`,
    rejected: (reason: string) => `You rejected it. The customer was told: ${reason}.`,
    offered: (what: string, at: string) => `You offered: ${what}. The customer may answer until ${at}.`,
    states: { OPEN: 'No answer yet.', ACCEPTED: 'Accepted.', DECLINED: 'Declined.', EXPIRED: 'Not answered in time.' },
    quoted: (text: string) => `“${text}”`,
    rated: (rating: number) => `The customer’s rating of how it went: ${rating} of 5.`,
  },
  zh: {
    title: '与顾客的往来',
    asked: (reason: string, at: string) => `顾客于 ${at} 提出申请。原因：${reason}。`,
    until: (at: string) => `已告知顾客：您将在 ${at} 前答复。`,
    rejected: (reason: string) => `您已拒绝，已告知顾客：${reason}。`,
    offered: (what: string, at: string) => `您提出的方案：${what}。顾客可在 ${at} 前答复。`,
    states: { OPEN: '尚未答复。', ACCEPTED: '已接受。', DECLINED: '已谢绝。', EXPIRED: '逾期未答复。' },
    quoted: (text: string) => `“${text}”`,
    rated: (rating: number) => `顾客评价：${rating} / 5。`,
  },
};

interface Props {
  readonly of: Case;
  readonly merchantId: string;
}

/** What the customer asked for and was told, in order. */
export function ToldCard({ of: one, merchantId }: Props): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const reasons = useWords(REASON_WORDS);
  const rejections = useWords(REJECTION_WORDS);
  const kinds = useWords(OFFER_WORDS);
  const { requestedAt, offer, feedback } = one;
  const part = one.parts.find((each) => each.merchantId === merchantId);
  const terms = offer?.terms;
  const offered =
    terms === undefined
      ? ''
      : [
          kinds[terms.kind],
          ...(terms.amount === undefined
            ? []
            : [money({ amount: terms.amount, currency: terms.currency ?? one.currency }, locale)]),
        ].join(' ');
  const lines = [
    words.asked(wordOf(reasons, one.reason), dateTime(requestedAt, locale)),
    ...(part?.decision === 'PENDING' && part.deadline !== undefined
      ? [words.until(dateTime(part.deadline, locale))]
      : []),
    ...(offer === undefined
      ? []
      : [`${words.offered(offered, dateTime(offer.deadline, locale))} ${words.states[offer.state]}`]),
    ...(offer?.note === undefined ? [] : [words.quoted(offer.note)]),
    ...(part?.rejectionReason === undefined ? [] : [words.rejected(wordOf(rejections, part.rejectionReason))]),
    ...(part?.message === undefined ? [] : [words.quoted(part.message)]),
    ...(feedback === undefined ? [] : [words.rated(feedback.rating)]),
    ...(feedback?.comment === undefined ? [] : [words.quoted(feedback.comment)]),
  ];
  return (
    <Card title={words.title}>
      <ul className="grid gap-2">
        {lines.map((line) => (
          <li key={line} className="break-words">
            {line}
          </li>
        ))}
      </ul>
    </Card>
  );
}
