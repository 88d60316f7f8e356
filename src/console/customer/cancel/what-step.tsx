import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { useWords } from '../../i18n/locale';
import { Button } from '../../parts/button';
import { Notice } from '../../parts/notice';
import { Choice } from '../choice';
import type { Line } from '../order/order-lines';
import { StepHeading } from '../step-heading';
import { chosenOf, type Draft, selectionOf } from './draft';
import { QuantityStepper } from './quantity-stepper';

const WORDS = {
  en: {
    title: 'What do you want to cancel?',
    right: 'Withdraw from the contract',
    legend: 'How much of it?',
    whole: 'Everything that can still be cancelled',
    some: 'Only some of it',
    next: 'Continue',
    nothing: 'Choose at least one item.',
  },
  zh: {
    title: '您想取消什么？',
    right: '撤回合同',
    legend: '取消范围',
    whole: '所有可取消的商品',
    some: '仅部分商品',
    next: '继续',
    nothing: '请至少选择一件商品。',
  },
};

interface Props {
  /** Where the steps are. */
  readonly home: string;
  readonly draft: Draft;
  readonly keep: (draft: Draft) => void;
  readonly isRight: boolean;
  readonly lines: readonly Line[];
}

/** First step: all of it, or so many of each line. */
export function WhatStep({ home, draft, keep, isRight, lines }: Props): ReactNode {
  const words = useWords(WORDS);
  const [, go] = useLocation();
  const [isEmpty, setEmpty] = useState(false);
  const open = lines.filter(({ left }) => left > 0);
  const next = () => {
    if (selectionOf(draft, lines) === undefined) setEmpty(true);
    else go(`${home}/${isRight ? 'preview' : 'reason'}`);
  };
  return (
    <>
      <StepHeading>{isRight ? words.right : words.title}</StepHeading>
      <fieldset className="grid gap-2">
        <legend className="mb-2">{words.legend}</legend>
        <Choice name="what" isChosen={draft.isWhole} onChoose={() => keep({ ...draft, isWhole: true })}>
          {words.whole}
        </Choice>
        {open.length === 0 ? null : (
          <Choice name="what" isChosen={!draft.isWhole} onChoose={() => keep({ ...draft, isWhole: false })}>
            {words.some}
          </Choice>
        )}
      </fieldset>
      {draft.isWhole ? null : (
        <ul className="divide-y divide-stone-200 dark:divide-stone-700">
          {open.map((line) => (
            <li key={line.lineId}>
              <QuantityStepper
                title={line.title}
                most={line.left}
                value={chosenOf(draft, line)}
                onChange={(quantity) => {
                  setEmpty(false);
                  keep({ ...draft, quantities: { ...draft.quantities, [line.lineId]: quantity } });
                }}
              />
            </li>
          ))}
        </ul>
      )}
      {isEmpty ? (
        <Notice kind="bad" urgent>
          {words.nothing}
        </Notice>
      ) : null}
      <Button onClick={next}>{words.next}</Button>
    </>
  );
}
