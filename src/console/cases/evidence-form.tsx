import { type ReactNode, useState } from 'react';
import { CASES, casePath } from '../api/use-case';
import { useAct } from '../api/use-act';
import { useWords } from '../i18n/locale';
import { Button } from '../parts/button';
import { Field } from '../parts/field';
import { ProblemNotice } from '../parts/problem-notice';

const WORDS = {
  en: {
    open: 'Add evidence',
    kind: 'Kind',
    reference: 'Reference',
    referenceHint: 'Where it is in your own files, such as a document number. Letters, digits and _ . : # = / -',
    note: 'Note (optional)',
    add: 'Add',
    kinds: { PHOTO: 'Photo', DOCUMENT: 'Document', CHAT_LOG: 'Chat log', TRACKING: 'Tracking record', OTHER: 'Other' },
  },
  zh: {
    open: '添加凭证',
    kind: '类型',
    reference: '编号',
    referenceHint: '在您自己档案中的位置，例如文件编号。仅限字母、数字和 _ . : # = / -',
    note: '备注（选填）',
    add: '添加',
    kinds: { PHOTO: '照片', DOCUMENT: '文件', CHAT_LOG: '聊天记录', TRACKING: '物流记录', OTHER: '其他' },
  },
};

const NOTHING = { kind: 'PHOTO', reference: '', note: '' };

/** Names a document in one's own files. */
export function EvidenceForm({ cancellationId }: { readonly cancellationId: string }): ReactNode {
  const words = useWords(WORDS);
  const [typed, setTyped] = useState(NOTHING);
  const add = useAct({
    path: casePath(cancellationId, '/evidence'),
    changes: CASES,
    onDone: () => setTyped(NOTHING),
  });
  const submit = () => {
    const note = typed.note.trim();
    add.mutate({ kind: typed.kind, reference: typed.reference.trim(), ...(note === '' ? {} : { note }) });
  };
  return (
    <details className="mt-3">
      <summary className="min-h-11 cursor-pointer py-2 font-medium">{words.open}</summary>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field label={words.kind}>
          {(input) => (
            <select
              {...input}
              value={typed.kind}
              onChange={(event) => setTyped({ ...typed, kind: event.target.value })}
            >
              {Object.entries(words.kinds).map(([kind, name]) => (
                <option key={kind} value={kind}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.reference} hint={words.referenceHint}>
          {(input) => (
            <input
              {...input}
              required
              maxLength={128}
              value={typed.reference}
              onChange={(event) => setTyped({ ...typed, reference: event.target.value })}
            />
          )}
        </Field>
        <Field label={words.note}>
          {(input) => (
            <input
              {...input}
              maxLength={500}
              value={typed.note}
              onChange={(event) => setTyped({ ...typed, note: event.target.value })}
            />
          )}
        </Field>
        <ProblemNotice problem={add.error} />
        <div>
          <Button type="submit" kind="quiet" busy={add.isPending}>
            {words.add}
          </Button>
        </div>
      </form>
    </details>
  );
}
