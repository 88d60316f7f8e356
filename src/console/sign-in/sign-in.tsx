import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call } from '../api/call';
import { useWords } from '../i18n/locale';
import { Notice } from '../parts/notice';
import { Page } from '../parts/page';
import { ProblemNotice } from '../parts/problem-notice';
import { Waiting } from '../parts/waiting';
import { SignInProblem } from './sign-in-problem';

const WORDS = {
  en: {
    title: 'Sign in',
    oidc: 'Sign in with your organisation’s account',
    local: 'On this machine: open one of the sign-in links that the terminal printed at start.',
    customer: 'You ordered something? Open the link in your order’s message, or find your order.',
    find: 'Find your order',
  },
  zh: {
    title: '登录',
    oidc: '使用贵单位账号登录',
    local: '在本机上：请打开启动时终端中打印的登录链接。',
    customer: '您是顾客？请打开订单消息中的链接，或查找订单。',
    find: '查找订单',
  },
};

/** How one gets in here. */
export function SignIn(): ReactNode {
  const words = useWords(WORDS);
  const ways = useQuery({
    queryKey: ['sign-in'],
    queryFn: () => call<{ oidc: boolean; local: boolean }>('/v1/sign-in'),
  });
  const back = new URLSearchParams(window.location.search).get('returnTo') ?? '/desk';
  return (
    <Page title={words.title}>
      {ways.isPending ? <Waiting /> : null}
      <SignInProblem />
      <ProblemNotice problem={ways.error} />
      {ways.data?.oidc === true ? (
        <a href={`/v1/session/oidc?returnTo=${encodeURIComponent(back)}`} className="text-lg">
          {words.oidc}
        </a>
      ) : null}
      {ways.data?.local === true ? <Notice>{words.local}</Notice> : null}
      <p>
        {words.customer} <a href="/find">{words.find}</a>
      </p>
    </Page>
  );
}
