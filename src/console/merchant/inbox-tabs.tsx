import type { ReactNode } from 'react';
import { PlaceLink } from '../cases/place-link';
import { useWords } from '../i18n/locale';
import { TABS, type Tab } from './tabs';

const WORDS = {
  en: { label: 'Lists', waiting: 'Waiting for me', offered: 'Offers made', all: 'All' },
  zh: { label: '列表', waiting: '待我处理', offered: '已提方案', all: '全部' },
};

/** The lists of the inbox, each with an address of its own. */
export function InboxTabs({ current }: { readonly current: Tab }): ReactNode {
  const words = useWords(WORDS);
  return (
    <nav aria-label={words.label} className="flex flex-wrap gap-2">
      {(Object.keys(TABS) as Tab[]).map((tab) => (
        <PlaceLink key={tab} href={tab === 'waiting' ? '/inbox' : `/inbox?tab=${tab}`} isCurrent={tab === current}>
          {words[tab]}
        </PlaceLink>
      ))}
    </nav>
  );
}
