import { type ReactNode, useState } from 'react';
import { useAct } from '../../api/use-act';
import { CASES } from '../../api/use-case';
import { useWords } from '../../i18n/locale';
import { Button } from '../../parts/button';
import { Dialog } from '../../parts/dialog';
import { ProblemNotice } from '../../parts/problem-notice';
import { useSignedOutWatch } from '../../sign-in/signed-out-watch';

const WORDS = { en: { back: 'Not now' }, zh: { back: '暂不' } };

interface Props<Answer> {
  readonly path: string;
  readonly body?: object;
  /** On the button, on the dialog, and on the button in it. */
  readonly label: string;
  readonly kind?: 'main' | 'quiet' | 'danger';
  /** What the dialog says, and may ask. */
  readonly children: ReactNode;
  readonly onDone?: (answer: Answer) => void;
}

/** An act that one can't take back: its dialog says what it does, and only its own button does it. */
export function ConfirmAct<Answer>({
  path,
  body = {},
  label,
  kind = 'main',
  children,
  onDone,
}: Props<Answer>): ReactNode {
  const words = useWords(WORDS);
  const [isOpen, setOpen] = useState(false);
  const act = useAct<object, Answer>({
    path,
    changes: CASES,
    onDone: (answer) => {
      setOpen(false);
      onDone?.(answer);
    },
  });
  useSignedOutWatch(act.error);
  return (
    <>
      <Button kind={kind} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog
        title={label}
        open={isOpen}
        onClose={() => {
          setOpen(false);
          act.reset();
        }}
      >
        <div className="grid gap-3">
          {children}
          <ProblemNotice problem={act.error} />
          <Button kind={kind === 'quiet' ? 'main' : kind} busy={act.isPending} onClick={() => act.mutate(body)}>
            {label}
          </Button>
          <Button kind="quiet" onClick={() => setOpen(false)}>
            {words.back}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
