import type { ReactNode } from 'react';
import { type Session, useSession } from '../api/session';
import { useWords } from '../i18n/locale';
import { Notice } from '../parts/notice';
import { Page } from '../parts/page';
import { SignedIn } from '../sign-in/signed-in';
import { FindForm } from './find/find-form';

const WORDS = {
  en: {
    title: 'Your order',
    over: 'You are not signed in, or no longer. Open the link in your order’s message again, or get a code by e-mail: you stay on this page.',
    other: 'You are signed in for another order. For this one, open its own link, or get a code by e-mail.',
  },
  zh: {
    title: '您的订单',
    over: '您尚未登录，或登录已过期。请重新打开订单消息中的链接，或通过邮件获取验证码：您将停留在本页。',
    other: '您当前登录的是另一个订单。请打开此订单自己的链接，或通过邮件获取验证码。',
  },
};

interface Props {
  readonly orderId: string | undefined;
  readonly children: (session: Session) => ReactNode;
}

/** A page for the order's own customer. Whoever has not signed in does so here, under the same address, and goes on where they were. */
export function CustomerOnly({ orderId, children }: Props): ReactNode {
  const words = useWords(WORDS);
  const session = useSession();
  const isOther = session.data?.role === 'customer' && orderId !== undefined && session.data.orderId !== orderId;
  if (session.data !== null && !isOther) return <SignedIn roles={['customer']}>{children}</SignedIn>;
  return (
    <Page title={words.title}>
      <Notice kind="warning">{isOther ? words.other : words.over}</Notice>
      <FindForm orderId={orderId} />
    </Page>
  );
}
