import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { useWords } from '../../i18n/locale';
import { Button } from '../../parts/button';
import { Notice } from '../../parts/notice';
import { Choice } from '../choice';
import { LinkButton } from '../link-button';
import { StepHeading } from '../step-heading';
import type { Draft } from './draft';
import { CUSTOMERS_REASON_CODES, CUSTOMERS_REASONS } from './reason-words';

const WORDS = {
  en: {
    title: 'Why?',
    legend: 'The merchant sees your reason. It may change the fee.',
    next: 'See what I get back',
    back: 'Back',
    missing: 'Choose a reason.',
  },
  zh: {
    title: '取消原因',
    legend: '商家会看到您的原因，原因可能影响手续费。',
    next: '查看退款明细',
    back: '返回',
    missing: '请选择原因。',
  },
};

interface Props {
  readonly home: string;
  readonly draft: Draft;
  readonly keep: (draft: Draft) => void;
}

/** Second step: why. */
export function ReasonStep({ home, draft, keep }: Props): ReactNode {
  const words = useWords(WORDS);
  const reasons = useWords(CUSTOMERS_REASONS);
  const [, go] = useLocation();
  const [isMissing, setMissing] = useState(false);
  const next = () => {
    if (draft.reason === undefined) setMissing(true);
    else go(`${home}/preview`);
  };
  return (
    <>
      <StepHeading>{words.title}</StepHeading>
      <fieldset className="grid gap-2">
        <legend className="mb-2">{words.legend}</legend>
        {CUSTOMERS_REASON_CODES.map((reason) => (
          <Choice
            key={reason}
            name="reason"
            isChosen={draft.reason === reason}
            onChoose={() => {
              setMissing(false);
              keep({ ...draft, reason });
            }}
          >
            {reasons[reason]}
          </Choice>
        ))}
      </fieldset>
      {isMissing ? (
        <Notice kind="bad" urgent>
          {words.missing}
        </Notice>
      ) : null}
      <Button onClick={next}>{words.next}</Button>
      <LinkButton kind="quiet" to={`${home}/what`}>
        {words.back}
      </LinkButton>
    </>
  );
}
