import type { ReactNode } from 'react';
import type { BenefitMovement } from '../../../sdk/generated/api-types';
import { dateTime } from '../../format/time';
import { useSpeech, useWords } from '../../i18n/locale';

const WORDS = {
  en: {
    title: 'Coupons and points',
    kinds: {
      COUPON: () => 'Coupon',
      GIFT_COUPON: () => 'Coupon that came with the order',
      POINTS_SPENT: (amount: number) => `${amount} points that you paid with`,
      POINTS_EARNED: (amount: number) => `${amount} points that the order earned`,
    },
    moves: {
      RETURNED: 'come back to you',
      KEPT: 'do not come back',
      CLAWED_BACK: 'are taken back',
      DEBT: 'were spent already: they are set against your next ones',
    },
    until: 'good until',
  },
  zh: {
    title: '优惠券与积分',
    kinds: {
      COUPON: () => '优惠券',
      GIFT_COUPON: () => '随单赠送的优惠券',
      POINTS_SPENT: (amount: number) => `抵扣的 ${amount} 积分`,
      POINTS_EARNED: (amount: number) => `本单获得的 ${amount} 积分`,
    },
    moves: {
      RETURNED: '退还给您',
      KEPT: '不予退还',
      CLAWED_BACK: '将被收回',
      DEBT: '已被使用，将从以后获得的积分中扣除',
    },
    until: '有效期至',
  },
};

/** What becomes of coupons and points. */
export function BenefitLines({ benefits }: { readonly benefits: readonly BenefitMovement[] }): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  if (benefits.length === 0) return null;
  return (
    <>
      <h3 className="mt-3 font-medium">{words.title}</h3>
      <ul className="list-disc pl-5">
        {benefits.map(({ benefitId, kind, movement, amount, expiresAt }) => (
          <li key={`${benefitId} ${movement}`}>
            {words.kinds[kind](amount)}: {words.moves[movement]}
            {expiresAt === undefined ? '' : `, ${words.until} ${dateTime(expiresAt, locale)}`}
          </li>
        ))}
      </ul>
    </>
  );
}
