import type { ReactNode } from 'react';
import { useDesk } from '../api/desk';
import { useWords } from '../i18n/locale';
import { Notice } from '../parts/notice';
import { ProblemNotice } from '../parts/problem-notice';
import { Waiting } from '../parts/waiting';
import { DeskFrame } from './desk-frame';
import { SAVED_VIEWS, viewUrl } from './saved-views';

const WORDS = {
  en: {
    title: 'Views for the Temporal Web UI',
    intro:
      'Each link opens the Web UI with a list, and saves it there under its name, in this browser. Switch on the columns Stage, WaitingOn, Deadline, MerchantId and Reason there once.',
    unknown: 'The address of the Temporal Web UI is not set here. Set RESCIND_TEMPORAL_UI_URL to have links.',
    query: 'Query',
    human: 'Rescind: needs a person',
    merchant: 'Rescind: waiting on merchants',
    customer: 'Rescind: waiting on customers',
    carrier: 'Rescind: waiting on carriers',
    shop: 'Rescind: waiting on shops',
    payment: 'Rescind: waiting on payments',
    failed: 'Rescind: failed runs',
    repairs: 'Rescind: money being repaired',
  },
  zh: {
    title: 'Temporal Web UI 视图',
    intro:
      '点击链接会在 Web UI 中打开列表，并以该名称保存在此浏览器中。请在 Web UI 中开启 Stage、WaitingOn、Deadline、MerchantId、Reason 列。',
    unknown: '此处未设置 Temporal Web UI 的地址。请设置 RESCIND_TEMPORAL_UI_URL。',
    query: '查询',
    human: 'Rescind：需要人工',
    merchant: 'Rescind：等待商家',
    customer: 'Rescind：等待顾客',
    carrier: 'Rescind：等待承运商',
    shop: 'Rescind：等待店铺',
    payment: 'Rescind：等待支付渠道',
    failed: 'Rescind：失败的运行',
    repairs: 'Rescind：款项修复中',
  },
};

/** Links that install saved views in the Temporal Web UI, which keeps them in the browser alone. */
export function ViewsPage(): ReactNode {
  const words = useWords(WORDS);
  const desk = useDesk();
  const base = desk.data?.workflowsUrl;
  return (
    <DeskFrame title={words.title}>
      <p>{words.intro}</p>
      {desk.isPending ? <Waiting /> : null}
      <ProblemNotice problem={desk.error} />
      {desk.isSuccess && base === undefined ? <Notice kind="warning">{words.unknown}</Notice> : null}
      <ul className="grid gap-3">
        {SAVED_VIEWS.map(({ id, query }) => (
          <li
            key={id}
            className="rounded-lg border border-stone-300 bg-white p-3 dark:border-stone-700 dark:bg-stone-900"
          >
            {base === undefined ? (
              <span className="font-medium">{words[id]}</span>
            ) : (
              <a
                href={viewUrl(base, query, words[id])}
                target="_blank"
                rel="noreferrer"
                className="inline-flex min-h-11 items-center font-medium"
              >
                {words[id]}
              </a>
            )}
            <p className="text-sm break-words">
              {words.query}: <code>{query}</code>
            </p>
          </li>
        ))}
      </ul>
    </DeskFrame>
  );
}
