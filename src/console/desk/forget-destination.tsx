import { type ReactNode, useState } from 'react';
import type { PayoutDestination } from '../../sdk/generated/api-types';
import { useAct } from '../api/use-act';
import { useWords } from '../i18n/locale';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { ProblemNotice } from '../parts/problem-notice';
import { destinationsKey, destinationsPath } from './destinations';

const WORDS = {
  en: {
    forget: 'Forget',
    forgetOf: (what: string) => `Forget: ${what}`,
    effect: (what: string) =>
      `${what} can’t be paid to any more; what was not paid to it by now never is. That it existed, and its last four characters, stay on record.`,
    cancel: 'Not now',
  },
  zh: {
    forget: '删除',
    forgetOf: (what: string) => `删除：${what}`,
    effect: (what: string) => `之后无法再向${what}付款，尚未付出的款项也不会再付。其存在记录和末四位会保留。`,
    cancel: '暂不处理',
  },
};

interface Props {
  readonly of: PayoutDestination;
  /** What it is called on the page. */
  readonly name: string;
}

/** Forgets what is behind a destination, once it was asked for twice. */
export function ForgetDestination({ of: { orderId, destinationId }, name }: Props): ReactNode {
  const words = useWords(WORDS);
  const [isAsked, setAsked] = useState(false);
  const path = `${destinationsPath(orderId)}/${encodeURIComponent(destinationId)}`;
  const forget = useAct({ method: 'DELETE', path, changes: destinationsKey(orderId), onDone: () => setAsked(false) });
  return (
    <>
      <Button kind="quiet" aria-label={words.forgetOf(name)} onClick={() => setAsked(true)}>
        {words.forget}
      </Button>
      <Dialog title={words.forgetOf(name)} open={isAsked} onClose={() => setAsked(false)}>
        <div className="grid gap-3">
          <p>{words.effect(name)}</p>
          <ProblemNotice problem={forget.error} />
          <div className="flex flex-wrap gap-2">
            <Button kind="danger" busy={forget.isPending} onClick={() => forget.mutate({})}>
              {words.forget}
            </Button>
            <Button kind="quiet" onClick={() => setAsked(false)}>
              {words.cancel}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
