import { type ReactNode, useState } from 'react';
import { DRIFT } from '../api/drift';
import { useAct } from '../api/use-act';
import { useWords } from '../i18n/locale';
import { Button } from '../parts/button';
import { Field } from '../parts/field';
import { ProblemNotice } from '../parts/problem-notice';

const WORDS = {
  en: {
    open: 'Resolve',
    effect: 'Takes the case off the open list with what you found out. No money moves.',
    note: 'What you found out',
    go: 'Resolve the case',
  },
  zh: {
    open: '处理',
    effect: '记录您查明的情况，并移出待处理列表。不会移动资金。',
    note: '查明的情况',
    go: '处理完成',
  },
};

/** Notes what was found out about a difference. */
export function ResolutionForm({ caseId }: { readonly caseId: number }): ReactNode {
  const words = useWords(WORDS);
  const [note, setNote] = useState('');
  const resolve = useAct({ path: `/v1/drift-cases/${caseId}/resolution`, changes: DRIFT });
  return (
    <details>
      <summary className="min-h-11 cursor-pointer py-2 font-medium">{words.open}</summary>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          resolve.mutate({ note: note.trim() });
        }}
      >
        <p>{words.effect}</p>
        <Field label={words.note}>
          {(input) => (
            <textarea
              {...input}
              required
              rows={3}
              maxLength={500}
              value={note}
              onChange={({ target }) => setNote(target.value)}
            />
          )}
        </Field>
        <ProblemNotice problem={resolve.error} />
        <div>
          <Button type="submit" kind="quiet" busy={resolve.isPending}>
            {words.go}
          </Button>
        </div>
      </form>
    </details>
  );
}
