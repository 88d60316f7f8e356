import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { CaseItem } from '../api/case';
import { useWords } from '../i18n/locale';
import { Button } from '../parts/button';
import { Card } from '../parts/card';
import type { Outcome } from './outcome';

const WORDS = {
  en: {
    title: { APPROVED: 'Approved', REJECTED: 'Rejected' },
    order: (id: string) => `Order ${id}`,
    done: { APPROVED: 'approved', REJECTED: 'rejected' },
    refused: 'not recorded',
    close: 'Close',
    count: (done: number, all: number) => `${done} of ${all} recorded`,
  },
  zh: {
    title: { APPROVED: '同意结果', REJECTED: '拒绝结果' },
    order: (id: string) => `订单 ${id}`,
    done: { APPROVED: '已同意', REJECTED: '已拒绝' },
    refused: '未记录',
    close: '关闭',
    count: (done: number, all: number) => `已记录 ${done}/${all}`,
  },
};

export interface BatchAnswer {
  readonly results: readonly {
    readonly cancellationId: string;
    readonly outcome: 'recorded' | 'refused';
    readonly code?: string;
    readonly detail?: string;
  }[];
}

export interface Decided extends BatchAnswer {
  readonly outcome: Outcome;
  readonly items: readonly CaseItem[];
}

interface Props {
  readonly decided: Decided;
  readonly onClose: () => void;
}

/** What became of each, since one may be refused while the others hold. */
export function BatchResults({ decided: { outcome, items, results }, onClose }: Props): ReactNode {
  const words = useWords(WORDS);
  const summary = useRef<HTMLParagraphElement>(null);
  useEffect(() => summary.current?.focus(), [results]);
  const orderOf = (id: string) => items.find(({ cancellationId }) => cancellationId === id)?.orderId ?? id;
  const done = results.filter((one) => one.outcome === 'recorded').length;
  return (
    <Card title={words.title[outcome]}>
      <p ref={summary} tabIndex={-1} role="status" className="font-medium">
        {words.count(done, results.length)}
      </p>
      <ul className="my-2 grid gap-1">
        {results.map((one) => (
          <li key={one.cancellationId} className="break-words">
            <span aria-hidden>{one.outcome === 'recorded' ? '✓' : '✗'} </span>
            <Link href={`/inbox/${encodeURIComponent(one.cancellationId)}`}>
              {words.order(orderOf(one.cancellationId))}
            </Link>
            : {one.outcome === 'recorded' ? words.done[outcome] : `${words.refused}. ${one.detail ?? one.code ?? ''}`}
          </li>
        ))}
      </ul>
      <Button kind="quiet" onClick={onClose}>
        {words.close}
      </Button>
    </Card>
  );
}
