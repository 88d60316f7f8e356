import type { ReactNode } from 'react';
import type { Case } from '../api/case';
import { money } from '../format/money';
import { useSpeech, useWords } from '../i18n/locale';
import { Card } from '../parts/card';

const WORDS = {
  en: { title: 'What is to be cancelled', item: 'Item', quantity: 'Quantity', amount: 'Amount', merchant: 'Merchant' },
  zh: { title: '取消的商品', item: '商品', quantity: '数量', amount: '金额', merchant: '商家' },
};

interface Props {
  readonly of: Case;
  /** Staff see several merchants. */
  readonly withMerchant?: boolean;
}

/** The units by line, with what they cost. */
export function UnitsCard({ of: { units, currency }, withMerchant = false }: Props): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  if (units.length === 0) return null;
  return (
    <Card>
      <table className="w-full text-left">
        <caption className="mb-2 text-left text-lg font-semibold">{words.title}</caption>
        <thead className="text-sm">
          <tr>
            <th scope="col">{words.item}</th>
            <th scope="col" className="px-2 text-right">
              {words.quantity}
            </th>
            <th scope="col" className="text-right">
              {words.amount}
            </th>
          </tr>
        </thead>
        <tbody>
          {units.map((line) => (
            <tr
              key={line.merchantId + line.lineId}
              className="border-t border-stone-300 align-top dark:border-stone-700"
            >
              <th scope="row" className="py-2 font-normal break-words">
                {line.title}
                <span className="block text-sm text-stone-700 dark:text-stone-300">
                  {withMerchant ? `${line.sku} · ${words.merchant} ${line.merchantId}` : line.sku}
                </span>
              </th>
              <td className="px-2 py-2 text-right tabular-nums">{line.quantity}</td>
              <td className="py-2 text-right tabular-nums">{money({ amount: line.amount, currency }, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
