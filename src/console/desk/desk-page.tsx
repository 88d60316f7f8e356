import { type ReactNode, useMemo } from 'react';
import { useSignedOutWatch } from '../sign-in/signed-out-watch';
import { useSearchParams } from 'wouter';
import { useCases } from '../api/use-case';
import { MoreButton } from '../cases/more-button';
import { useWords } from '../i18n/locale';
import { ProblemNotice } from '../parts/problem-notice';
import { serverNow } from '../parts/server-clock';
import { Waiting } from '../parts/waiting';
import { Counts } from './counts';
import { DeskFrame } from './desk-frame';
import { DeskRow } from './desk-row';
import { Finder } from './finder';
import { QueueNav } from './queue-nav';
import { filterOf, viewOf } from './queues';

const WORDS = {
  en: { title: 'Support desk', none: 'Nothing here.' },
  zh: { title: '客服台', none: '暂无内容。' },
};

/** The desk's first page: how much waits, and the list that the address names. */
export function DeskPage(): ReactNode {
  const words = useWords(WORDS);
  const [search] = useSearchParams();
  const asked = search.toString();
  const view = useMemo(() => viewOf(new URLSearchParams(asked)), [asked]);
  const filter = useMemo(() => filterOf(view, new Date(serverNow())), [view]);
  const list = useCases(filter);
  useSignedOutWatch(list.error);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <DeskFrame title={words.title}>
      <Counts />
      <Finder key={asked} view={view} />
      <QueueNav view={view} />
      <ProblemNotice problem={list.error} />
      {list.isPending ? <Waiting /> : null}
      {list.isSuccess && items.length === 0 ? <p>{words.none}</p> : null}
      <ul className="grid gap-3">
        {items.map((item) => (
          <DeskRow key={item.cancellationId} item={item} />
        ))}
      </ul>
      <MoreButton list={list} />
    </DeskFrame>
  );
}
