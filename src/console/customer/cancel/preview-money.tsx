import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Order, Quote } from '../../../sdk/generated/api-types';
import { money } from '../../format/money';
import { useSpeech, useWords } from '../../i18n/locale';
import { Card } from '../../parts/card';
import { policyPath } from '../../policy/use-policy';
import { BenefitLines } from './benefit-lines';
import { TenderLines } from './tender-lines';

const WORDS = {
  en: {
    total: 'In total',
    nothing: 'Nothing was charged, so nothing has to come back.',
    sums: 'How it adds up',
    goods: 'Items',
    shipping: 'Shipping',
    noShipping: 'Shipping is not returned',
    adjustment: 'Other payments of the order',
    gift: 'Spent from the gift card',
    fee: 'Cancellation fee, kept by the merchant',
    why: 'The fee is what the merchant’s rules say for your reason at this time.',
    rules: 'Read the rules',
  },
  zh: {
    total: '合计',
    nothing: '该订单未扣款，因此无需退款。',
    sums: '计算明细',
    goods: '商品',
    shipping: '运费',
    noShipping: '运费不退',
    adjustment: '订单其他款项',
    gift: '礼品卡已用金额',
    fee: '取消手续费（由商家收取）',
    why: '手续费依据商家规则、您的原因和当前时间计算。',
    rules: '查看规则',
  },
};

interface Props {
  readonly order: Order;
  readonly quote: Quote;
  readonly shopId: string;
}

/** What comes back, by what it was paid with and when; and how the sum comes about. */
export function PreviewMoney({ order, quote, shopId }: Props): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const { currency, goods, shipping, adjustment, refund, giftSpent = 0 } = quote;
  const fee = quote.fee - giftSpent;
  const paidShipping = order.units.reduce((sum, unit) => sum + unit.shipping, 0);
  const rows: readonly (readonly [string, number])[] = [
    [words.goods, goods],
    ...(shipping > 0 ? [[words.shipping, shipping] as const] : []),
    ...(adjustment === 0 ? [] : [[words.adjustment, adjustment] as const]),
    ...(giftSpent > 0 ? [[words.gift, -giftSpent] as const] : []),
    ...(fee > 0 ? [[words.fee, -fee] as const] : []),
  ];
  return (
    <>
      <Card>
        <p className="mb-2 text-2xl font-semibold tabular-nums">
          <span className="sr-only">{words.total} </span>
          {money({ amount: refund, currency }, locale)}
        </p>
        {quote.tenders.length === 0 ? <p>{words.nothing}</p> : null}
        <TenderLines tenders={quote.tenders} order={order} />
      </Card>
      <Card title={words.sums}>
        <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1">
          {rows.map(([name, amount]) => (
            <div key={name} className="col-span-2 grid grid-cols-subgrid">
              <dt>{name}</dt>
              <dd className="text-right tabular-nums">{money({ amount, currency }, locale)}</dd>
            </div>
          ))}
          <div className="col-span-2 grid grid-cols-subgrid border-t border-stone-400 pt-1 font-semibold">
            <dt>{words.total}</dt>
            <dd className="text-right tabular-nums">{money({ amount: refund, currency }, locale)}</dd>
          </div>
        </dl>
        {shipping === 0 && paidShipping > 0 ? <p className="mt-2">{words.noShipping}</p> : null}
        {fee > 0 ? (
          <p className="mt-2">
            {words.why}{' '}
            {[...new Set(quote.units.map(({ merchantId }) => merchantId))].map((merchantId) => (
              <Link key={merchantId} href={policyPath({ merchantId, shopId, currency })}>
                {words.rules}
              </Link>
            ))}
          </p>
        ) : null}
        <BenefitLines benefits={quote.benefits ?? []} />
      </Card>
    </>
  );
}
