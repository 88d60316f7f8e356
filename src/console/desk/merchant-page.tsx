import type { ReactNode } from 'react';
import { useMerchant, usePolicy } from '../api/merchants';
import type { Session } from '../api/session';
import { dateTime } from '../format/time';
import { useSpeech, useWords } from '../i18n/locale';
import { Card } from '../parts/card';
import { ProblemNotice } from '../parts/problem-notice';
import { Waiting } from '../parts/waiting';
import { CalendarCard } from './calendar-card';
import { DeskFrame } from './desk-frame';

const WORDS = {
  en: {
    title: (id: string) => `Merchant ${id}`,
    policy: 'Policy',
    versions: 'Versions of the policy',
    version: 'Version',
  },
  zh: { title: (id: string) => `商家 ${id}`, policy: '规则', versions: '规则版本', version: '版本' },
};

interface Props {
  readonly session: Session;
  readonly merchantId: string;
}

/** One merchant's hours and rules, to read. */
export function MerchantPage({ session, merchantId }: Props): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const merchant = useMerchant(merchantId);
  const policy = usePolicy(merchantId, session.shopId);
  return (
    <DeskFrame title={words.title(merchantId)}>
      <ProblemNotice problem={merchant.error ?? policy.error} />
      {merchant.isPending ? <Waiting /> : null}
      <div className="grid gap-4 lg:grid-cols-2 lg:items-start">
        <Card title={words.policy}>
          <ul className="list-disc pl-5">
            {policy.data?.sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Card>
        {merchant.data === undefined ? null : (
          <div className="grid gap-4">
            <CalendarCard calendar={merchant.data.calendar} />
            <Card title={words.versions}>
              <ul>
                {merchant.data.versions.map(({ version, createdAt }) => (
                  <li key={version}>
                    {words.version} {version} · {dateTime(createdAt, locale)}
                  </li>
                ))}
              </ul>
            </Card>
          </div>
        )}
      </div>
    </DeskFrame>
  );
}
