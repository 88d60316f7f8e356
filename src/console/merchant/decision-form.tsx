import { type ReactNode, useState } from 'react';
import { useWords } from '../i18n/locale';
import { Button } from '../parts/button';
import { LateDecision } from './late-decision';
import type { Outcome } from './outcome';
import { RejectionFields, type Rejection } from './rejection-fields';

const WORDS = {
  en: { APPROVED: 'Approve', REJECTED: 'Reject', cancel: 'Not now' },
  zh: { APPROVED: '同意', REJECTED: '拒绝', cancel: '暂不处理' },
};

/** What goes with a rejection; nothing with an approval. */
export interface Said {
  readonly rejectionReason?: string;
  readonly message?: string;
}

interface Props {
  readonly outcome: Outcome;
  readonly busy: boolean;
  readonly problem: unknown;
  readonly onSubmit: (said: Said) => void;
  readonly onCancel: () => void;
  /** What it leads to, said first. */
  readonly children: ReactNode;
}

/** The effect, what the answer needs, and the button that gives it. */
export function DecisionForm({ outcome, busy, problem, onSubmit, onCancel, children }: Props): ReactNode {
  const words = useWords(WORDS);
  const [rejection, setRejection] = useState<Rejection>({ rejectionReason: 'ALREADY_SHIPPED', message: '' });
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(outcome === 'APPROVED' ? {} : saidOf(rejection));
      }}
    >
      {children}
      {outcome === 'REJECTED' ? <RejectionFields value={rejection} onChange={setRejection} /> : null}
      <LateDecision problem={problem} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind={outcome === 'APPROVED' ? 'main' : 'danger'} busy={busy}>
          {words[outcome]}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}

function saidOf({ rejectionReason, message }: Rejection): Said {
  const text = message.trim();
  return { rejectionReason, ...(text === '' ? {} : { message: text }) };
}
