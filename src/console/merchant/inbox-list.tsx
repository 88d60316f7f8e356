import { type ReactNode, useRef } from 'react';
import type { CaseItem } from '../api/case';
import { useInboxKeys } from './inbox-keys';
import { InboxRow } from './inbox-row';
import type { Outcome } from './outcome';

interface Props {
  readonly items: readonly CaseItem[];
  readonly chosen: ReadonlySet<string>;
  /** Absent where nothing can be chosen. */
  readonly onToggle: ((cancellationId: string) => void) | undefined;
  /** Absent where nothing is to be decided. */
  readonly onAsk: ((outcome: Outcome, item: CaseItem) => void) | undefined;
}

/** A list of requests, walked by keys where they are on. */
export function InboxList({ items, chosen, onToggle, onAsk }: Props): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  useInboxKeys(list, {
    onDecide: (outcome, index) => {
      const item = items[index];
      if (item !== undefined) onAsk?.(outcome, item);
    },
    onToggle: (index) => {
      const item = items[index];
      if (item !== undefined) onToggle?.(item.cancellationId);
    },
  });
  return (
    <ul ref={list} className="grid gap-3">
      {items.map((item) => (
        <InboxRow
          key={item.cancellationId}
          item={item}
          isChosen={chosen.has(item.cancellationId)}
          onToggle={onToggle}
          onAsk={onAsk}
        />
      ))}
    </ul>
  );
}
