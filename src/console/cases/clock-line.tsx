import type { ReactNode } from 'react';
import type { OnTimeout } from '../api/case';
import { useWords } from '../i18n/locale';
import { TimeLeft } from '../parts/time-left';
import { TIMEOUT_WORDS } from './timeout-words';

interface Props {
  readonly deadline: string | undefined;
  readonly onTimeout?: OnTimeout | undefined;
}

/** How long there is, and what happens then. */
export function ClockLine({ deadline, onTimeout }: Props): ReactNode {
  const words = useWords(TIMEOUT_WORDS);
  if (deadline === undefined) return null;
  return (
    <p>
      <span className="font-medium">
        <TimeLeft deadline={deadline} />
      </span>
      {onTimeout === undefined ? null : <span className="block text-sm">{words[onTimeout]}</span>}
    </p>
  );
}
