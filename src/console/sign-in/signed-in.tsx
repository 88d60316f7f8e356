import type { ReactNode } from 'react';
import { Redirect, useLocation } from 'wouter';
import { type Session, useSession } from '../api/session';
import { useWords } from '../i18n/locale';
import { Notice } from '../parts/notice';
import { Page } from '../parts/page';
import { ProblemNotice } from '../parts/problem-notice';
import { Waiting } from '../parts/waiting';
import { homeOf } from './home-of';

const WORDS = {
  en: { other: 'This page is not for the account that you are signed in with.', home: 'To your own page' },
  zh: { other: '当前登录的账号无法使用此页面。', home: '前往您的页面' },
};

interface Props {
  readonly roles: readonly Session['role'][];
  readonly children: (session: Session) => ReactNode;
}

/** A page for some roles: whoever has not signed in is sent to do so, and comes back. */
export function SignedIn({ roles, children }: Props): ReactNode {
  const words = useWords(WORDS);
  const session = useSession();
  const [path] = useLocation();
  if (session.data === null) return <Redirect to={`/sign-in?returnTo=${encodeURIComponent(path)}`} replace />;
  if (session.data === undefined) {
    return <Page title="Rescind">{session.isError ? <ProblemNotice problem={session.error} /> : <Waiting />}</Page>;
  }
  if (roles.includes(session.data.role)) return children(session.data);
  return (
    <Page title="Rescind">
      <Notice kind="warning">{words.other}</Notice>
      <a href={homeOf(session.data)}>{words.home}</a>
    </Page>
  );
}
