import { type ReactNode, useRef } from 'react';
import { useLevers } from '../api/levers';
import type { Case } from '../api/case';
import { useWords } from '../i18n/locale';
import { Card } from '../parts/card';
import { DestinationForm } from './destination-form';
import { DESTINATION_WORDS } from './destination-words';
import { useDestinations } from './destinations';
import { ForgetDestination } from './forget-destination';

const WORDS = {
  en: { title: 'Where else money may go', none: 'Nothing is recorded yet.', add: 'Record a destination' },
  zh: { title: '其他收款方', none: '尚未登记。', add: '登记收款方' },
};

/** The destinations of an order, and a way to record one: where money may have to go another way, or could already. */
export function DestinationsCard({ of: { cancellationId, orderId } }: { readonly of: Case }): ReactNode {
  const words = useWords(WORDS);
  const kinds = useWords(DESTINATION_WORDS);
  const levers = useLevers(cancellationId, true);
  const known = useDestinations(orderId, true);
  const form = useRef<HTMLDetailsElement>(null);
  const isWanted = levers.data?.some(({ kind }) => kind === 'chooseAlternateRoute') === true;
  if (known === undefined || (!isWanted && known.length === 0)) return null;
  return (
    <Card title={words.title}>
      {known.length === 0 ? <p>{words.none}</p> : null}
      <ul className="grid gap-2">
        {known.map((one) => {
          const name = `${kinds[one.kind]} …${one.hint}`;
          return (
            <li key={one.destinationId} className="flex flex-wrap items-center justify-between gap-2">
              <span className="min-w-0 break-all">{name}</span>
              <ForgetDestination of={one} name={name} />
            </li>
          );
        })}
      </ul>
      {isWanted ? (
        <details ref={form} className="mt-3">
          <summary className="min-h-11 cursor-pointer py-2 font-medium">{words.add}</summary>
          <DestinationForm
            orderId={orderId}
            onDone={() => {
              if (form.current !== null) form.current.open = false;
              form.current?.querySelector('summary')?.focus();
            }}
          />
        </details>
      ) : null}
    </Card>
  );
}
