import type { ReactNode } from 'react';
import type { Case } from '../api/case';
import { money } from '../format/money';
import { useSpeech, useWords } from '../i18n/locale';
import { Card } from '../parts/card';
import { goesAhead } from './goes-ahead';

const WORDS = {
  en: {
    title: 'Money back',
    none: 'No money moves.',
    back: 'Comes back to the customer',
    fee: 'Cancellation fee kept',
    gift: 'Spent from bought gift cards, kept',
    per: 'By payment',
    days: (from: number, to: number, business: boolean) => {
      const unit = business ? 'business days' : 'days';
      return from === to ? `within ${to} ${unit}` : `${from} to ${to} ${unit}`;
    },
  },
  zh: {
    title: '退款',
    none: '不发生退款。',
    back: '退还顾客',
    fee: '收取取消费',
    gift: '所购礼品卡已使用，不退',
    per: '按支付方式',
    days: (from: number, to: number, business: boolean) => {
      const unit = business ? '个工作日' : '天';
      return from === to ? `${to}${unit}内` : `${from} 至 ${to} ${unit}`;
    },
  },
};

/** What comes back, by each way that it was paid, and what is kept. */
export function MoneyCard({ of }: { readonly of: Case }): ReactNode {
  const { state, refund, fee, giftSpent = 0, currency, quote } = of;
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const said = (amount: number) => money({ amount, currency }, locale);
  const rows: readonly (readonly [string, number])[] = [
    [words.back, refund],
    ...(fee - giftSpent === 0 ? [] : [[words.fee, fee - giftSpent] as const]),
    ...(giftSpent === 0 ? [] : [[words.gift, giftSpent] as const]),
  ];
  const { tenders } = quote;
  if (goesAhead(state)) return <Card title={words.title}>{words.none}</Card>;
  return (
    <Card title={words.title}>
      <dl className="grid gap-1">
        {rows.map(([label, amount]) => (
          <div key={label} className="flex justify-between gap-4">
            <dt>{label}</dt>
            <dd className="font-medium tabular-nums">{said(amount)}</dd>
          </div>
        ))}
      </dl>
      {tenders.length === 0 ? null : (
        <>
          <h3 className="mt-3 font-medium">{words.per}</h3>
          <ul className="grid gap-1">
            {tenders.map((tender) => (
              <li key={tender.tenderId + tender.kind} className="flex flex-wrap justify-between gap-x-4">
                <span>
                  {tender.channel}{' '}
                  <span className="text-sm">
                    (
                    {words.days(tender.arrivalDays[0] ?? 0, tender.arrivalDays[1] ?? 0, tender.inBusinessDays === true)}
                    )
                  </span>
                </span>
                <span className="tabular-nums">{said(tender.amount)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
