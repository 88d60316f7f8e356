import type { ReactNode } from 'react';
import { useWords } from '../i18n/locale';
import { Button } from '../parts/button';
import type { Outcome } from './outcome';

const WORDS = {
  en: {
    label: 'Selected requests',
    count: (count: number) => `${count} selected`,
    approve: 'Approve all selected',
    reject: 'Reject all selected',
    clear: 'Clear',
  },
  zh: {
    label: '已选申请',
    count: (count: number) => `已选 ${count} 项`,
    approve: '全部同意',
    reject: '全部拒绝',
    clear: '取消选择',
  },
};

interface Props {
  readonly count: number;
  readonly onAsk: (outcome: Outcome) => void;
  readonly onClear: () => void;
}

/** One answer for all that is selected. */
export function BatchBar({ count, onAsk, onClear }: Props): ReactNode {
  const words = useWords(WORDS);
  if (count === 0) return null;
  return (
    <section
      aria-label={words.label}
      className="sticky bottom-0 flex flex-wrap items-center gap-2 rounded-t-lg border border-stone-400 bg-white p-3 shadow-lg dark:border-stone-600 dark:bg-stone-900"
    >
      <p role="status" className="mr-auto font-medium">
        {words.count(count)}
      </p>
      <Button onClick={() => onAsk('APPROVED')}>{words.approve}</Button>
      <Button kind="quiet" onClick={() => onAsk('REJECTED')}>
        {words.reject}
      </Button>
      <Button kind="quiet" onClick={onClear}>
        {words.clear}
      </Button>
    </section>
  );
}
