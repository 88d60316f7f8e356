import type { ReactNode } from 'react';
import { useWords } from '../i18n/locale';
import { Notice } from '../parts/notice';

const WORDS = {
  en: {
    SIGN_IN_FAILED:
      'The sign-in was not completed. Sign in again, in this browser; when it stays, tell whoever runs this.',
    SIGN_IN_NO_ROLE: 'Your account has no role here. Have whoever manages accounts give it one, then sign in again.',
    SIGN_IN_UNAVAILABLE: 'Your organisation’s sign-in does not answer. Try again in a moment.',
    SIGN_IN_NOT_CONFIGURED:
      'There is no sign-in with an organisation’s account here. Open the link that you were sent.',
    LINK_KEYS_MISSING: 'Nobody can sign in now: a key is not set. Tell whoever runs this.',
    other: 'You could not be signed in. Try again; when it stays, tell whoever runs this.',
  },
  zh: {
    SIGN_IN_FAILED: '登录未完成。请在此浏览器中重新登录；如仍无法登录，请联系系统管理员。',
    SIGN_IN_NO_ROLE: '您的账号在此没有角色。请由账号管理员分配角色后重新登录。',
    SIGN_IN_UNAVAILABLE: '贵单位的登录服务无响应。请稍后重试。',
    SIGN_IN_NOT_CONFIGURED: '此处未启用单位账号登录。请打开您收到的链接。',
    LINK_KEYS_MISSING: '暂时无法登录：缺少密钥。请联系系统管理员。',
    other: '无法登录。请重试；如仍无法登录，请联系系统管理员。',
  },
};

/** Why somebody was sent back here, by the code in the address, which anybody can write: only what is said here is shown, never the code itself. */
export function SignInProblem(): ReactNode {
  const words = useWords(WORDS);
  const code = new URLSearchParams(window.location.search).get('problem');
  if (code === null) return null;
  return (
    <Notice kind="bad" urgent>
      {Object.hasOwn(words, code) ? words[code as keyof typeof words] : words.other}
    </Notice>
  );
}
