import { type ReactNode, useState } from 'react';
import type { Case } from '../api/case';
import type { ApplicableLever } from '../../sdk/generated/api-types';
import { useLevers } from '../api/levers';
import { wordOf } from '../cases/word-of';
import { useWords } from '../i18n/locale';
import { Button } from '../parts/button';
import { Card } from '../parts/card';
import { Dialog } from '../parts/dialog';
import { ProblemNotice } from '../parts/problem-notice';
import { Waiting } from '../parts/waiting';
import { LeverForm } from './lever-form';
import { LeverSubject } from './lever-subject';
import { LEVER_WORDS } from './lever-words';

const WORDS = {
  en: { title: 'What you can do', none: 'Nothing is needed from you now.' },
  zh: { title: '可执行的操作', none: '目前无需您处理。' },
};

interface Props {
  readonly of: Case;
  readonly onDone: () => void;
}

/** The levers that apply now, each with what it does. */
export function LeversCard({ of: one, onDone }: Props): ReactNode {
  const words = useWords(WORDS);
  const names = useWords(LEVER_WORDS);
  const read = useLevers(one.cancellationId, true);
  const [pulled, setPulled] = useState<ApplicableLever>();
  const close = () => setPulled(undefined);
  return (
    <Card title={words.title}>
      {read.isPending ? <Waiting /> : null}
      <ProblemNotice problem={read.error} />
      {read.data?.length === 0 ? <p>{words.none}</p> : null}
      <ul className="grid gap-3">
        {read.data?.map((lever) => (
          <li
            key={[lever.kind, lever.legId, lever.shipmentId, lever.merchantId, lever.approvalId].join(' ')}
            className="grid gap-1 border-t border-stone-300 pt-2 dark:border-stone-700"
          >
            <p>{lever.effect}</p>
            <LeverSubject of={one} lever={lever} />
            <div>
              <Button kind="quiet" onClick={() => setPulled(lever)}>
                {wordOf(names, lever.kind)}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <Dialog
        title={pulled === undefined ? '' : wordOf(names, pulled.kind)}
        open={pulled !== undefined}
        onClose={close}
      >
        {pulled === undefined ? null : (
          <LeverForm
            of={one}
            lever={pulled}
            onCancel={close}
            onDone={() => {
              close();
              onDone();
            }}
          />
        )}
      </Dialog>
    </Card>
  );
}
