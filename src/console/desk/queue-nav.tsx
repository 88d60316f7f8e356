import type { ReactNode } from 'react';
import { PlaceLink } from '../cases/place-link';
import { useWords } from '../i18n/locale';
import { addressOf } from './finder';
import { QUEUES, type View } from './queues';

const WORDS = {
  en: {
    label: 'Queues',
    human: 'Needs a person',
    overdue: 'Overdue',
    merchant: 'Waiting on merchants',
    carrier: 'Waiting on carriers',
    payment: 'Waiting on payments',
    late: 'Refunds late',
    all: 'All',
  },
  zh: {
    label: '队列',
    human: '需要人工',
    overdue: '已超时',
    merchant: '等待商家',
    carrier: '等待承运商',
    payment: '等待支付渠道',
    late: '退款延迟',
    all: '全部',
  },
};

/** The desk's lists, each with an address of its own. */
export function QueueNav({ view }: { readonly view: View }): ReactNode {
  const words = useWords(WORDS);
  return (
    <nav aria-label={words.label} className="flex flex-wrap gap-x-2">
      {QUEUES.map((queue) => (
        <PlaceLink key={queue} href={addressOf({ ...view, queue })} isCurrent={queue === view.queue}>
          {words[queue]}
        </PlaceLink>
      ))}
    </nav>
  );
}
