import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { PlaceLink } from '../cases/place-link';
import { useWords } from '../i18n/locale';
import { Page } from '../parts/page';
import { SignOut } from '../sign-in/sign-out';

const WORDS = {
  en: {
    label: 'Support desk',
    '/desk': 'Desk',
    '/desk/drift': 'Differences',
    '/desk/merchants': 'Merchants',
    '/desk/views': 'Web UI views',
  },
  zh: {
    label: '客服台',
    '/desk': '客服台',
    '/desk/drift': '差异',
    '/desk/merchants': '商家',
    '/desk/views': 'Web UI 视图',
  },
};

const PLACES = ['/desk', '/desk/drift', '/desk/merchants', '/desk/views'] as const;

interface Props {
  readonly title: string;
  readonly children: ReactNode;
}

/** What every page of the desk has: its title and the way to the others. */
export function DeskFrame({ title, children }: Props): ReactNode {
  const words = useWords(WORDS);
  const [path] = useLocation();
  return (
    <Page title={title} aside={<SignOut />} wide>
      <nav aria-label={words.label} className="flex flex-wrap gap-x-2">
        {PLACES.map((place) => (
          <PlaceLink key={place} href={place} isCurrent={path === place}>
            {words[place]}
          </PlaceLink>
        ))}
      </nav>
      {children}
    </Page>
  );
}
