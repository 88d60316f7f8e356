import type { ReactNode } from 'react';
import type { CaseItem } from '../api/case';
import { useWords } from '../i18n/locale';
import { ARRIVAL_WORDS } from './arrival-words';

/** What came while the page was open; read out when there is time for it. */
export function ArrivalsLine({ arrived }: { readonly arrived: readonly CaseItem[] }): ReactNode {
  const words = useWords(ARRIVAL_WORDS);
  const orders = arrived.map(({ orderId }) => orderId);
  const [first, ...others] = orders;
  const text = others.length > 0 ? words.many(orders.length, orders.join(', ')) : words.one(first ?? '');
  return (
    <p role="status" className="order-last basis-full font-medium break-words">
      {first === undefined ? null : text}
    </p>
  );
}
