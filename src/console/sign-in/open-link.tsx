import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { SESSION, signIn } from '../api/session';
import { useWords } from '../i18n/locale';
import { Button } from '../parts/button';
import { Notice } from '../parts/notice';
import { Page } from '../parts/page';
import { ProblemNotice } from '../parts/problem-notice';
import { homeOf } from './home-of';

const WORDS = {
  en: {
    title: 'Open your link',
    text: 'This link lets you in. Nothing happens until you press the button.',
    go: 'Continue',
    missing: 'This link is cut off. Open it again from the message, or ask for a new one.',
  },
  zh: {
    title: '打开链接',
    text: '此链接用于进入页面。在您点击按钮之前，不会执行任何操作。',
    go: '继续',
    missing: '链接不完整。请从消息中重新打开，或重新申请。',
  },
};

/** Where a link in a message leads. The token stands behind `#`, so no server and no scanner of mails sees it, and opening the page does nothing. */
export function OpenLink(): ReactNode {
  const words = useWords(WORDS);
  const client = useQueryClient();
  const [, go] = useLocation();
  const [token] = useState(() => window.location.hash.slice(1));
  const enter = useMutation({
    mutationFn: () => signIn({ token }),
    onSuccess: (session) => {
      client.clear();
      client.setQueryData(SESSION, session);
      go(homeOf(session), { replace: true });
    },
  });
  return (
    <Page title={words.title}>
      {token === '' ? <Notice kind="bad">{words.missing}</Notice> : <p>{words.text}</p>}
      <ProblemNotice problem={enter.error} />
      {token === '' ? null : (
        <Button busy={enter.isPending} onClick={() => enter.mutate()}>
          {words.go}
        </Button>
      )}
    </Page>
  );
}
