import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useWords } from '../../i18n/locale';
import { Page } from '../../parts/page';
import { FindForm } from './find-form';

const WORDS = {
  en: { title: 'Find your order', intro: 'We send a code to the e-mail address of your order. No account is needed.' },
  zh: { title: '查找订单', intro: '我们会向订单预留的邮箱发送验证码，无需注册账号。' },
};

/** The way in for whoever has no link, or has lost it. */
export function FindPage({ shopId }: { readonly shopId: string | undefined }): ReactNode {
  const words = useWords(WORDS);
  const [, go] = useLocation();
  return (
    <Page title={words.title}>
      <p>{words.intro}</p>
      <FindForm shopId={shopId} onFound={(orderId) => go(`/order/${encodeURIComponent(orderId)}`)} />
    </Page>
  );
}
