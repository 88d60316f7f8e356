import type { ReactNode, Ref } from 'react';
import type { Case } from '../api/case';
import { StateBadge } from './state-badge';
import { ClockLine } from './clock-line';

interface Props {
  readonly of: Case;
  /** Focus comes here once something was done. */
  readonly headline: Ref<HTMLHeadingElement>;
}

/** Where it stands: one sentence, what is behind it, and the clock. */
export function ExplanationCard({ of: { explanation, state, deadline, onTimeout }, headline }: Props): ReactNode {
  return (
    <section className="grid gap-2 rounded-lg border border-stone-300 bg-white p-4 dark:border-stone-700 dark:bg-stone-900">
      <div>
        <StateBadge state={state} />
      </div>
      <h2 ref={headline} tabIndex={-1} className="text-lg font-semibold">
        {explanation.headline}
      </h2>
      <ClockLine deadline={deadline} onTimeout={onTimeout} />
      <ul className="list-disc pl-5">
        {explanation.details.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
