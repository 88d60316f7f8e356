import type { ReactNode } from 'react';
import { ApiProblem } from '../api/problem';
import { dateTime } from '../format/time';
import { useSpeech, useWords } from '../i18n/locale';
import { Notice } from '../parts/notice';
import { ProblemNotice } from '../parts/problem-notice';

const WORDS = {
  en: {
    sentence: (how: string, who: string, at: string) =>
      `This was already ${how} ${who}, at ${at}. Your answer changed nothing.`,
    how: { APPROVED: 'approved', REJECTED: 'rejected', ESCALATED: 'passed on to arbitration' },
    who: {
      TIMEOUT: 'automatically, because the time was up',
      RULE: 'by rule',
      LEVER: 'by support',
      OTHER: 'by somebody of your side',
    },
    deadline: (at: string) => `Your time to decide ended at ${at}. What the policy says for that case has happened.`,
  },
  zh: {
    sentence: (how: string, who: string, at: string) => `此申请已于 ${at} ${who}${how}，您的答复未产生任何更改。`,
    how: { APPROVED: '同意', REJECTED: '拒绝', ESCALATED: '转交仲裁' },
    who: { TIMEOUT: '因超时自动', RULE: '按规则', LEVER: '由客服', OTHER: '由您方人员' },
    deadline: (at: string) => `您的处理时限已于 ${at} 结束，系统已按规则处理。`,
  },
};

interface Winner {
  readonly outcome: keyof (typeof WORDS)['en']['how'];
  readonly door: string;
  readonly receivedAt: string;
}

/** What became of a decision that came too late: who decided, and when. Any other problem as it is. */
export function LateDecision({ problem }: { readonly problem: unknown }): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  if (!(problem instanceof ApiProblem)) return <ProblemNotice problem={problem} />;
  const { winner, deadline } = (problem.body.details ?? {}) as { winner?: Winner; deadline?: string };
  if (problem.code === 'ALREADY_DECIDED' && winner !== undefined) {
    const who = winner.door in words.who ? words.who[winner.door as keyof typeof words.who] : words.who.OTHER;
    return (
      <Notice kind="warning" urgent>
        {words.sentence(words.how[winner.outcome], who, dateTime(winner.receivedAt, locale))}
      </Notice>
    );
  }
  if (problem.code === 'DECISION_TOO_LATE' && deadline !== undefined) {
    return (
      <Notice kind="warning" urgent>
        {words.deadline(dateTime(deadline, locale))}
      </Notice>
    );
  }
  return <ProblemNotice problem={problem} />;
}
