import type { ReactNode } from 'react';
import type { Case } from '../../api/case';
import { useWords } from '../../i18n/locale';
import { Card } from '../../parts/card';
import { StepDetails } from './step-details';
import { STEP_WORDS } from './step-words';
import { type StepStanding, stepsOf } from './steps-of';

const MARKS: Readonly<Record<StepStanding, string>> = { DONE: '✓', NOW: '●', LATER: '○', ENDED: '×' };

const COLOURS: Readonly<Record<StepStanding, string>> = {
  DONE: 'border-emerald-800 bg-emerald-800 text-white dark:border-emerald-300 dark:bg-emerald-300 dark:text-stone-950',
  NOW: 'border-sky-800 text-sky-800 dark:border-sky-300 dark:text-sky-300',
  LATER: 'border-stone-500 text-stone-600 dark:text-stone-400',
  ENDED: 'border-red-800 text-red-800 dark:border-red-300 dark:text-red-300',
};

interface Props {
  readonly view: Case;
  readonly hasParcel: boolean;
}

/** The way of the request, step by step. */
export function TrackSteps({ view, hasParcel }: Props): ReactNode {
  const words = useWords(STEP_WORDS);
  const isArbitrated = view.escalation?.escalates !== undefined || view.state === 'ARBITRATION';
  return (
    <Card title={words.title}>
      <ol className="grid gap-0">
        {stepsOf(view, hasParcel).map(({ name, standing }, index, { length }) => (
          <li
            key={name}
            aria-current={standing === 'NOW' ? 'step' : undefined}
            className="relative grid grid-cols-[auto_1fr] gap-3 pb-4 last:pb-0"
          >
            {index === length - 1 ? null : (
              <span
                aria-hidden
                className="absolute top-8 bottom-0 left-[0.9375rem] w-0.5 bg-stone-300 dark:bg-stone-600"
              />
            )}
            <span
              aria-hidden
              className={`grid size-8 place-items-center rounded-full border-2 text-sm font-bold ${COLOURS[standing]}`}
            >
              {MARKS[standing]}
            </span>
            <div className="min-w-0 pt-1">
              <h3 className="font-medium">
                {name === 'merchant' && isArbitrated ? words.arbitration : words.names[name]}{' '}
                <span className="text-sm font-normal text-stone-700 dark:text-stone-300">
                  · {words.standings[standing]}
                </span>
              </h3>
              <StepDetails view={view} name={name} standing={standing} />
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
