import type { ReactNode } from 'react';
import { useWords } from '../i18n/locale';
import { Button } from '../parts/button';

interface Props {
  readonly list: { readonly hasNextPage: boolean; readonly isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

/** The next page of a list, where there is one. */
export function MoreButton({ list }: Props): ReactNode {
  const words = useWords({ en: 'Show more', zh: '显示更多' });
  if (!list.hasNextPage) return null;
  return (
    <Button kind="quiet" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
      {words}
    </Button>
  );
}
