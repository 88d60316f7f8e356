import type { ReactNode } from 'react';
import { useSignedOutWatch } from '../sign-in/signed-out-watch';
import { Link } from 'wouter';
import { useMerchants } from '../api/merchants';
import { MoreButton } from '../cases/more-button';
import { span } from '../format/time';
import { useSpeech, useWords } from '../i18n/locale';
import { ProblemNotice } from '../parts/problem-notice';
import { Waiting } from '../parts/waiting';
import { DeskFrame } from './desk-frame';

const WORDS = {
  en: {
    title: 'Merchants',
    none: 'There are no merchants yet.',
    decides: (time: string, business: boolean) => `Has ${time} ${business ? 'of business time ' : ''}to decide`,
    zone: (zone: string) => `hours in ${zone}`,
    always: 'always at work',
  },
  zh: {
    title: '商家',
    none: '还没有商家。',
    decides: (time: string, business: boolean) => `处理时限 ${time}${business ? '（营业时间）' : ''}`,
    zone: (zone: string) => `营业时区 ${zone}`,
    always: '全天营业',
  },
};

/** Every merchant, each with its clock. */
export function MerchantsPage(): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const list = useMerchants();
  useSignedOutWatch(list.error);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <DeskFrame title={words.title}>
      <ProblemNotice problem={list.error} />
      {list.isPending ? <Waiting /> : null}
      {list.isSuccess && items.length === 0 ? <p>{words.none}</p> : null}
      <ul className="grid gap-3">
        {items.map(({ merchantId, calendar, policy }) => (
          <li
            key={merchantId}
            className="rounded-lg border border-stone-300 bg-white p-3 dark:border-stone-700 dark:bg-stone-900"
          >
            <Link
              href={`/desk/merchants/${encodeURIComponent(merchantId)}`}
              className="inline-flex min-h-11 items-center text-lg font-semibold break-all"
            >
              {merchantId}
            </Link>
            <p>
              {words.decides(span(policy.decisionMs, locale), policy.businessHoursOnly)} ·{' '}
              {calendar === null ? words.always : words.zone(calendar.timeZone)}
            </p>
          </li>
        ))}
      </ul>
      <MoreButton list={list} />
    </DeskFrame>
  );
}
