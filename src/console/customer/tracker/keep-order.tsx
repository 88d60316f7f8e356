import type { ReactNode } from 'react';
import { casePath } from '../../api/use-case';
import { useWords } from '../../i18n/locale';
import { ConfirmAct } from './confirm-act';

const WORDS = {
  en: {
    keep: 'Keep my order',
    text: 'Your request is withdrawn, and your order goes ahead as if you had not asked. No money moves.',
  },
  zh: { keep: '保留订单', text: '申请将被撤回，订单照常履行，不会发生任何退款。' },
};

/** Withdraws the request, while that may be. */
export function KeepOrder({ cancellationId }: { readonly cancellationId: string }): ReactNode {
  const words = useWords(WORDS);
  return (
    <ConfirmAct path={casePath(cancellationId, '/withdrawal')} label={words.keep} kind="quiet">
      <p>{words.text}</p>
    </ConfirmAct>
  );
}
