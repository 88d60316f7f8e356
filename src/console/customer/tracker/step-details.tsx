import type { ReactNode } from 'react';
import type { Case } from '../../api/case';
import { dateTime } from '../../format/time';
import { useSpeech, useWords } from '../../i18n/locale';
import { RefundLegs } from './refund-legs';
import { STEP_WORDS } from './step-words';
import type { Step } from './steps-of';

interface Props extends Step {
  readonly view: Case;
}

/** What there is to say of one step: when it was, who has answered what, what comes back how. */
export function StepDetails({ view, name, standing }: Props): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(STEP_WORDS);
  if (name === 'requested') {
    return <p className="text-sm">{dateTime(view.requestedAt, locale)}</p>;
  }
  if (name === 'merchant') return <Decisions view={view} />;
  if (name === 'refund') return <RefundLegs view={view} standing={standing} />;
  return name === 'closed' && standing === 'DONE' ? <p className="text-sm">{words.settled}</p> : null;
}

function Decisions({ view: { parts, statutory } }: { readonly view: Case }): ReactNode {
  const words = useWords(STEP_WORDS);
  if (statutory === true) return <p className="text-sm">{words.right}</p>;
  return (
    <ul className="text-sm">
      {parts.map(({ merchantId, decision }) => (
        <li key={merchantId}>
          {parts.length > 1 ? `${merchantId}: ` : ''}
          {words.decisions[decision]}
        </li>
      ))}
    </ul>
  );
}
