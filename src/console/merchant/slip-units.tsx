import type { ReactNode } from 'react';
import type { Case } from '../api/case';
import { useWords } from '../i18n/locale';

const WORDS = {
  en: { title: 'Units of the request', item: 'Item', sku: 'SKU', quantity: 'Quantity', done: 'Found' },
  zh: { title: '申请取消的商品', item: '商品', sku: 'SKU', quantity: '数量', done: '已找到' },
};

/** The units with a box each to tick by hand. */
export function SlipUnits({ units }: Pick<Case, 'units'>): ReactNode {
  const words = useWords(WORDS);
  return (
    <table className="mt-3 w-full text-left">
      <caption className="mb-1 text-left text-lg font-semibold">{words.title}</caption>
      <thead>
        <tr>
          <th scope="col">{words.item}</th>
          <th scope="col">{words.sku}</th>
          <th scope="col" className="text-right">
            {words.quantity}
          </th>
          <th scope="col" className="text-right">
            {words.done}
          </th>
        </tr>
      </thead>
      <tbody>
        {units.map(({ merchantId, lineId, title, sku, quantity }) => (
          <tr key={merchantId + lineId} className="break-inside-avoid border-t border-black">
            <th scope="row" className="py-2 font-normal">
              {title}
            </th>
            <td className="py-2">{sku}</td>
            <td className="py-2 text-right tabular-nums">{quantity}</td>
            <td className="py-2 text-right">
              <span className="inline-block size-4 border border-black" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
