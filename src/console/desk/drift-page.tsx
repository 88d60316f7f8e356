import type { ReactNode } from 'react';
import { useSignedOutWatch } from '../sign-in/signed-out-watch';
import { useSearchParams } from 'wouter';
import { DRIFT_STATES, type DriftState, useDrift } from '../api/drift';
import type { Session } from '../api/session';
import { MoreButton } from '../cases/more-button';
import { PlaceLink } from '../cases/place-link';
import { useWords } from '../i18n/locale';
import { ProblemNotice } from '../parts/problem-notice';
import { Waiting } from '../parts/waiting';
import { DeskFrame } from './desk-frame';
import { DriftRow } from './drift-row';

const WORDS = {
  en: {
    title: 'Differences between books',
    intro: 'Where a provider’s books and ours, or two of ours, say different things. Resolving a case moves no money.',
    label: 'Cases',
    none: 'No differences here.',
    open: 'Open',
    resolved: 'Resolved',
    closed: 'Gone',
    all: 'All',
  },
  zh: {
    title: '账目差异',
    intro: '渠道账目与我方账目、或我方账目之间不一致之处。处理案件不会移动资金。',
    label: '案件',
    none: '没有差异。',
    open: '待处理',
    resolved: '已处理',
    closed: '已消失',
    all: '全部',
  },
};

/** Drift cases, each with both sides and what a person has found out. */
export function DriftPage({ session }: { readonly session: Session }): ReactNode {
  const words = useWords(WORDS);
  const [search] = useSearchParams();
  const state = stateOf(search.get('state'));
  const list = useDrift(state);
  useSignedOutWatch(list.error);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <DeskFrame title={words.title}>
      <p>{words.intro}</p>
      <nav aria-label={words.label} className="flex flex-wrap gap-x-2">
        {DRIFT_STATES.map((each) => (
          <PlaceLink key={each} href={`/desk/drift?state=${each}`} isCurrent={each === state}>
            {words[each]}
          </PlaceLink>
        ))}
      </nav>
      <ProblemNotice problem={list.error} />
      {list.isPending ? <Waiting /> : null}
      {list.isSuccess && items.length === 0 ? <p>{words.none}</p> : null}
      <ul className="grid gap-3">
        {items.map((one) => (
          <DriftRow key={one.caseId} of={one} mayResolve={session.role !== 'auditor'} />
        ))}
      </ul>
      <MoreButton list={list} />
    </DeskFrame>
  );
}

function stateOf(named: string | null): DriftState {
  return DRIFT_STATES.find((state) => state === named) ?? 'open';
}
