import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type Session, signIn } from '../../api/session';
import { useWords } from '../../i18n/locale';
import { Button } from '../../parts/button';
import { Field } from '../../parts/field';
import { Notice } from '../../parts/notice';
import { ProblemNotice } from '../../parts/problem-notice';
import type { Sought } from './ask-for-code';

const WORDS = {
  en: {
    sent: (email: string) =>
      `If order number and e-mail address belong together, a six-digit code is on its way to ${email}. It works for 10 minutes.`,
    code: 'Code',
    hint: 'Six digits',
    enter: 'Show my order',
    back: 'Back',
  },
  zh: {
    sent: (email: string) => `如果订单号与邮箱相符，六位数验证码已发送至 ${email}，10 分钟内有效。`,
    code: '验证码',
    hint: '六位数字',
    enter: '查看订单',
    back: '返回',
  },
};

interface Props {
  readonly sought: Sought;
  readonly onBack: () => void;
  readonly onSignedIn: (session: Session) => void;
}

/** Takes the code from the e-mail. */
export function CodeForm({ sought: { shopId, orderId, email }, onBack, onSignedIn }: Props): ReactNode {
  const words = useWords(WORDS);
  const [code, setCode] = useState('');
  const enter = useMutation<Session>({
    networkMode: 'always',
    mutationFn: () => signIn({ shopId, orderId, code }),
    onSuccess: onSignedIn,
  });
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!enter.isPending) enter.mutate();
      }}
    >
      <Notice>{words.sent(email)}</Notice>
      <Field label={words.code} hint={words.hint}>
        {(input) => (
          <input
            {...input}
            autoFocus
            required
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9]{6}"
            maxLength={6}
            value={code}
            onChange={(event) => setCode(event.target.value.replace(/\D/g, ''))}
          />
        )}
      </Field>
      <ProblemNotice problem={enter.error} />
      <Button type="submit" busy={enter.isPending}>
        {words.enter}
      </Button>
      <Button kind="quiet" onClick={onBack}>
        {words.back}
      </Button>
    </form>
  );
}
