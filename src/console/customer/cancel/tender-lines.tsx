import type { ReactNode } from 'react';
import type { Order, QuotedTender } from '../../../sdk/generated/api-types';
import { money } from '../../format/money';
import { useSpeech, useWords } from '../../i18n/locale';

const WORDS = {
  en: {
    to: {
      CARD: 'to the card you paid with',
      WALLET: 'to the wallet you paid with',
      BANK_TRANSFER: 'to the bank account you paid from',
      GIFT_CARD: 'to your gift card',
      STORE_CREDIT: 'to your store credit',
      UNDEFINED: 'to what you paid with',
    },
    released: 'was held, not charged: it is released',
    days: ([soonest, latest]: Days, isBusiness: boolean) => {
      if (latest === 0) return 'at once';
      const days = isBusiness ? 'working days' : 'days';
      return soonest === latest ? `in ${latest} ${days}` : `in ${soonest} to ${latest} ${days}`;
    },
    after: 'Counted from when the refund is sent.',
  },
  zh: {
    to: {
      CARD: '退回您付款的银行卡',
      WALLET: '退回您付款的钱包',
      BANK_TRANSFER: '退回您付款的银行账户',
      GIFT_CARD: '退回您的礼品卡',
      STORE_CREDIT: '退回您的店铺余额',
      UNDEFINED: '退回原付款方式',
    },
    released: '该金额仅为预授权，将直接解冻',
    days: ([soonest, latest]: Days, isBusiness: boolean) => {
      if (latest === 0) return '立即到账';
      const days = isBusiness ? '个工作日' : '天';
      return soonest === latest ? `${latest} ${days}内到账` : `${soonest} 至 ${latest} ${days}到账`;
    },
    after: '自退款发出之日起计算。',
  },
};

type Days = readonly [number, number];

interface Props {
  readonly tenders: readonly QuotedTender[];
  readonly order: Pick<Order, 'tenders' | 'currency'>;
}

/** What comes back to each means of payment, and when. */
export function TenderLines({ tenders, order }: Props): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const kinds = new Map(order.tenders.map(({ tenderId, kind }) => [tenderId, kind]));
  if (tenders.length === 0) return null;
  return (
    <>
      <ul className="grid gap-2">
        {tenders.map(({ tenderId, kind, amount, arrivalDays: [soonest = 0, latest = 0], inBusinessDays = false }) => (
          <li key={`${tenderId} ${kind}`} className="border-l-4 border-stone-300 pl-3 dark:border-stone-600">
            <strong className="tabular-nums">{money({ amount, currency: order.currency }, locale)}</strong>{' '}
            {kind === 'void' ? words.released : words.to[kinds.get(tenderId) ?? 'UNDEFINED']}
            <span className="block text-sm">{words.days([soonest, latest], inBusinessDays)}</span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-sm text-stone-700 dark:text-stone-300">{words.after}</p>
    </>
  );
}
