import { type ReactNode, useState } from 'react';
import type { Case } from '../api/case';
import type { ApplicableLever } from '../../sdk/generated/api-types';
import { leverBody, type Typed } from '../cases/lever-body';
import { usePull } from '../cases/use-pull';
import { wordOf } from '../cases/word-of';
import { useWords } from '../i18n/locale';
import { Button } from '../parts/button';
import { ProblemNotice } from '../parts/problem-notice';
import { DESTINATION_WORDS } from './destination-words';
import { useDestinations } from './destinations';
import { LeverInput } from './lever-input';
import { LeverSubject } from './lever-subject';
import { LEVER_WORDS } from './lever-words';

const WORDS = {
  en: {
    effect: 'What this does',
    cancel: 'Not now',
    none: 'No destination is recorded for this order yet. Record one on this page first, under “Where else money may go”.',
  },
  zh: { effect: '此操作的效果', cancel: '暂不处理', none: '该订单尚未登记收款方，请先在本页“其他收款方”中登记。' },
};

interface Props {
  readonly of: Case;
  readonly lever: ApplicableLever;
  readonly onCancel: () => void;
  readonly onDone: () => void;
}

/** A lever: its effect first, then what it needs, then the button. */
export function LeverForm({ of: one, lever, onCancel, onDone }: Props): ReactNode {
  const words = useWords(WORDS);
  const names = useWords(LEVER_WORDS);
  const [typed, setTyped] = useState<Typed>({});
  const pull = usePull({ cancellationId: one.cancellationId, kind: lever.kind, onDone });
  const asked = lever.fields.filter(({ value }) => value === undefined);
  const kinds = useWords(DESTINATION_WORDS);
  const destinations = useDestinations(
    one.orderId,
    asked.some(({ name }) => name === 'destinationId'),
  );
  const choices = destinations?.map(
    ({ destinationId, kind, hint }) => [destinationId, `${kinds[kind]} …${hint}`] as const,
  );
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        pull.mutate(leverBody(lever.fields, typed));
      }}
    >
      <p>
        <span className="font-medium">{words.effect}:</span> {lever.effect}
      </p>
      <LeverSubject of={one} lever={lever} />
      {asked.map((field) => (
        <LeverInput
          key={field.name}
          field={field}
          value={typed[field.name] ?? ''}
          onChange={(value) => setTyped({ ...typed, [field.name]: value })}
          {...(field.name === 'destinationId' && choices !== undefined ? { choices } : {})}
        />
      ))}
      {destinations?.length === 0 ? <p>{words.none}</p> : null}
      <ProblemNotice problem={pull.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" busy={pull.isPending}>
          {wordOf(names, lever.kind)}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}
