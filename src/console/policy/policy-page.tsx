import type { ReactNode } from 'react';
import { useParams, useSearchParams } from 'wouter';
import { useWords } from '../i18n/locale';
import { Card } from '../parts/card';
import { Notice } from '../parts/notice';
import { Page } from '../parts/page';
import { ProblemNotice } from '../parts/problem-notice';
import { Waiting } from '../parts/waiting';
import { policyJson, type PolicyOf, usePolicy } from './use-policy';

const WORDS = {
  en: {
    title: 'Rules for cancelling',
    of: (merchantId: string) => `What holds at ${merchantId}`,
    version: 'Version',
    json: 'The same for programs (JSON)',
    noShop: 'This address is cut off: it does not say which shop. Open it again from the shop’s page.',
  },
  zh: {
    title: '取消规则',
    of: (merchantId: string) => `商家 ${merchantId} 的规则`,
    version: '版本',
    json: '供程序读取（JSON）',
    noShop: '链接不完整：缺少店铺信息。请从店铺页面重新打开。',
  },
};

/** A merchant's rules in plain words: for the shop to show before anybody orders. */
export default function PolicyPage(): ReactNode {
  const words = useWords(WORDS);
  const { merchantId } = useParams<{ merchantId: string }>();
  const [query] = useSearchParams();
  const shopId = query.get('shop') ?? '';
  return (
    <Page title={words.title}>
      {shopId === '' ? (
        <Notice kind="bad">{words.noShop}</Notice>
      ) : (
        <Rules of={{ merchantId, shopId, currency: query.get('currency') ?? undefined }} />
      )}
    </Page>
  );
}

function Rules({ of }: { readonly of: PolicyOf }): ReactNode {
  const words = useWords(WORDS);
  const { data, error, isPending } = usePolicy(of);
  if (isPending) return <Waiting />;
  if (data === undefined) return <ProblemNotice problem={error} />;
  return (
    <>
      <Card title={words.of(of.merchantId)}>
        <ul className="grid list-disc gap-2 pl-5">
          {data.sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Card>
      <p className="text-sm">
        {words.version} {data.version} · <a href={policyJson(of)}>{words.json}</a>
      </p>
    </>
  );
}
