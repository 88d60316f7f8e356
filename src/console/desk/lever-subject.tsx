import type { ReactNode } from 'react';
import type { Case } from '../api/case';
import type { ApplicableLever } from '../../sdk/generated/api-types';
import { money } from '../format/money';
import { useSpeech, useWords } from '../i18n/locale';
import { LEG_WORDS } from './leg-words';

const WORDS = {
  en: { parcel: 'Parcel', merchant: 'Merchant' },
  zh: { parcel: '包裹', merchant: '商家' },
};

interface Props {
  readonly of: Case;
  readonly lever: ApplicableLever;
}

/** What a lever is about: which refund, parcel or merchant. */
export function LeverSubject({ of: { legs, currency }, lever }: Props): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const { kinds } = useWords(LEG_WORDS);
  const leg = legs.find(({ legId }) => legId === lever.legId);
  const lines = [
    ...(leg === undefined
      ? []
      : [`${kinds[leg.kind]} ${money({ amount: leg.amount, currency }, locale)} · ${leg.channel}`]),
    ...(lever.shipmentId === undefined ? [] : [`${words.parcel} ${lever.shipmentId}`]),
    ...(lever.merchantId === undefined ? [] : [`${words.merchant} ${lever.merchantId}`]),
  ];
  return lines.length === 0 ? null : <p className="text-sm break-all">{lines.join(' · ')}</p>;
}
