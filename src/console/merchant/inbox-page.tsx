import { type ReactNode, useMemo, useState } from 'react';
import { useSignedOutWatch } from '../sign-in/signed-out-watch';
import { useSearchParams } from 'wouter';
import type { CaseList } from '../api/case';
import { useCaseList, useCasesLive } from '../api/use-case';
import type { Session } from '../api/session';
import { MoreButton } from '../cases/more-button';
import { useWords } from '../i18n/locale';
import { Page } from '../parts/page';
import { ProblemNotice } from '../parts/problem-notice';
import { Waiting } from '../parts/waiting';
import { SignOut } from '../sign-in/sign-out';
import { AlertsSwitch } from './alerts-switch';
import { areAlertsOn } from './alerts-on';
import { ArrivalsLine } from './arrivals-line';
import { BatchBar } from './batch-bar';
import { BatchDialog, type Asked } from './batch-dialog';
import { BatchResults, type Decided } from './batch-results';
import { InboxList } from './inbox-list';
import { InboxTabs } from './inbox-tabs';
import { KeysHelp } from './keys-help';
import { NEWEST, tabOf, TABS } from './tabs';
import { useArrivals } from './use-arrivals';

const WORDS = {
  en: {
    title: 'Inbox',
    empty: { waiting: 'Nothing waits for you.', offered: 'No offer is open.', all: 'There are no requests yet.' },
  },
  zh: {
    title: '收件箱',
    empty: { waiting: '没有待您处理的申请。', offered: '没有待答复的方案。', all: '还没有申请。' },
  },
};

const NONE: ReadonlySet<string> = new Set();

/** What a merchant has to decide, the soonest deadline first. */
export function InboxPage({ session }: { readonly session: Session }): ReactNode {
  const words = useWords(WORDS);
  const [search] = useSearchParams();
  const tab = tabOf(search.get('tab'));
  const [isAlerting, setAlerting] = useState(areAlertsOn);
  const live = useCasesLive({ evenHidden: isAlerting });
  const list = useCaseList(TABS[tab], live);
  const newest = useCaseList(NEWEST, live);
  const [waiting] = newest.data?.pages ?? [];
  const arrived = useArrivals(waiting?.items);
  useSignedOutWatch(list.error);
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const [chosen, setChosen] = useState(NONE);
  const [asked, setAsked] = useState<Asked>();
  const [decided, setDecided] = useState<Decided>();
  const toggle = (id: string) => setChosen((before) => toggled(before, id));
  const marked = items.filter(({ cancellationId }) => chosen.has(cancellationId));
  return (
    <Page title={words.title} waiting={countOf(waiting)} aside={<SignOut />} wide>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <div className="mr-auto">
          <InboxTabs current={tab} />
        </div>
        <AlertsSwitch isOn={isAlerting} onSwitch={setAlerting} />
        {tab === 'waiting' ? <KeysHelp /> : null}
        <ArrivalsLine arrived={arrived} />
      </div>
      {decided === undefined ? null : <BatchResults decided={decided} onClose={() => setDecided(undefined)} />}
      <ProblemNotice problem={list.error} />
      {list.isPending ? <Waiting /> : null}
      {list.isSuccess && items.length === 0 ? <p>{words.empty[tab]}</p> : null}
      <InboxList
        items={items}
        chosen={chosen}
        onToggle={tab === 'waiting' ? toggle : undefined}
        onAsk={tab === 'waiting' ? (outcome, item) => setAsked({ outcome, items: [item] }) : undefined}
      />
      <MoreButton list={list} />
      {tab === 'waiting' ? (
        <BatchBar
          count={marked.length}
          onClear={() => setChosen(NONE)}
          onAsk={(outcome) => setAsked({ outcome, items: marked })}
        />
      ) : null}
      <BatchDialog
        asked={asked}
        merchantId={session.merchantId ?? ''}
        onClose={() => setAsked(undefined)}
        onDecided={(done) => {
          setAsked(undefined);
          setChosen(NONE);
          setDecided(done);
        }}
      />
    </Page>
  );
}

function countOf(waiting: CaseList | undefined): string | undefined {
  if (waiting === undefined || waiting.items.length === 0) return undefined;
  return `${waiting.items.length}${waiting.next === undefined ? '' : '+'}`;
}

function toggled(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(before);
  if (!after.delete(id)) after.add(id);
  return after;
}
