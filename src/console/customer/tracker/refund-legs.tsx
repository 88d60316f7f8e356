import type { ReactNode } from 'react';
import type { Case } from '../../api/case';
import { money } from '../../format/money';
import { useSpeech, useWords } from '../../i18n/locale';
import { STEP_WORDS } from './step-words';
import type { StepStanding } from './steps-of';

interface Props {
  readonly view: Case;
  readonly standing: StepStanding;
}

/** What comes back in all, and each way of it: its sentence says how much, to what, how it stands, by when, and under what reference to ask one's bank. */
export function RefundLegs({ view: { legs, refund, fee, currency }, standing }: Props): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(STEP_WORDS);
  if (standing === 'ENDED') return null;
  if (refund === 0) return standing === 'LATER' ? null : <p className="text-sm">{words.noMoney}</p>;
  return (
    <>
      <p className="text-sm tabular-nums">
        {words.amount}: <strong>{money({ amount: refund, currency }, locale)}</strong>
        {fee > 0 ? ` · ${words.kept}: ${money({ amount: fee, currency }, locale)}` : ''}
      </p>
      <ul className="mt-1 grid gap-2 text-sm">
        {legs.map(({ legId, text }) => (
          <li key={legId} className="border-l-4 border-stone-300 pl-3 wrap-anywhere dark:border-stone-600">
            {text}
          </li>
        ))}
      </ul>
    </>
  );
}
