import type { ReactNode } from 'react';
import { ApiProblem } from '../api/problem';
import { useWords } from '../i18n/locale';
import { Notice } from './notice';

const WORDS = {
  en: {
    offline: 'No connection. Nothing was lost: try again once you are back online.',
    unknown: 'Something went wrong here. Nothing was lost: please try again.',
    request: 'Reference',
  },
  zh: {
    offline: '网络已断开。内容没有丢失，恢复联网后请重试。',
    unknown: '出了点问题。内容没有丢失，请重试。',
    request: '参考编号',
  },
};

/** A problem as a person reads it: what happened, what to do, and by what number to ask about it. */
export function ProblemNotice({ problem }: { readonly problem: unknown }): ReactNode {
  const words = useWords(WORDS);
  if (problem === null || problem === undefined) return null;
  if (!(problem instanceof ApiProblem))
    return (
      <Notice kind="bad" urgent>
        {words.unknown}
      </Notice>
    );
  if (problem.isOffline)
    return (
      <Notice kind="warning" urgent>
        {words.offline}
      </Notice>
    );
  const { title, detail, hint, requestId, code } = problem.body;
  return (
    <Notice kind="bad" urgent>
      <p className="font-medium">{detail ?? title}</p>
      {hint === undefined ? null : <p>{hint}</p>}
      <p className="mt-1 text-sm">
        <a href={`/docs/errors/${code}`}>{code}</a>
        {requestId === undefined ? null : ` · ${words.request} ${requestId}`}
      </p>
    </Notice>
  );
}
