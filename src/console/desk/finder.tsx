import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { REASON_WORDS } from '../cases/reason-words';
import { useWords } from '../i18n/locale';
import { Button } from '../parts/button';
import { Field } from '../parts/field';
import type { View } from './queues';

const WORDS = {
  en: { q: 'Order or cancellation begins with', reason: 'Reason', any: 'Any', find: 'Search' },
  zh: { q: '订单号或取消编号开头', reason: '原因', any: '全部', find: '搜索' },
};

/** Looks for a case; what was looked for is in the address. */
export function Finder({ view }: { readonly view: View }): ReactNode {
  const words = useWords(WORDS);
  const reasons = useWords(REASON_WORDS);
  const [, go] = useLocation();
  const [q, setQ] = useState(view.q);
  const [reason, setReason] = useState(view.reason);
  return (
    <form
      role="search"
      className="grid gap-3 sm:grid-cols-[2fr_1fr_auto] sm:items-end"
      onSubmit={(event) => {
        event.preventDefault();
        go(addressOf({ queue: 'all', q: q.trim(), reason }));
      }}
    >
      <Field label={words.q}>
        {(input) => (
          <input
            {...input}
            type="search"
            maxLength={81}
            pattern="[A-Za-z0-9_.\-]*"
            autoComplete="off"
            value={q}
            onChange={({ target }) => setQ(target.value)}
          />
        )}
      </Field>
      <Field label={words.reason}>
        {(input) => (
          <select {...input} value={reason} onChange={({ target }) => setReason(target.value)}>
            <option value="">{words.any}</option>
            {Object.entries(reasons).map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Button type="submit">{words.find}</Button>
    </form>
  );
}

/** The address of a view. */
export function addressOf({ queue, q, reason }: View): string {
  const search = new URLSearchParams({ queue, ...(q === '' ? {} : { q }), ...(reason === '' ? {} : { reason }) });
  return `/desk?${search.toString()}`;
}
