import type { ReactNode } from 'react';
import type { Case } from '../api/case';
import { dateTime } from '../format/time';
import { useSpeech, useWords } from '../i18n/locale';
import { Card } from '../parts/card';
import { EvidenceForm } from './evidence-form';
import { ROLE_WORDS } from './role-words';
import { wordOf } from './word-of';

const WORDS = {
  en: { title: 'Evidence', none: 'Nothing was shown yet.', hash: 'SHA-256' },
  zh: { title: '凭证', none: '尚未提交凭证。', hash: 'SHA-256' },
};

interface Props {
  readonly of: Case;
  readonly mayAdd: boolean;
}

/** What was shown to support one side: where it is, never the document. */
export function EvidenceCard({ of: { evidence = [], cancellationId }, mayAdd }: Props): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const roles = useWords(ROLE_WORDS);
  return (
    <Card title={words.title}>
      {evidence.length === 0 ? <p>{words.none}</p> : null}
      <ul className="grid gap-2">
        {evidence.map((one) => (
          <li key={one.evidenceId} className="border-t border-stone-300 pt-2 break-words dark:border-stone-700">
            <span className="font-medium">{one.kind}</span> {one.reference}
            {one.note === undefined ? null : <p>{one.note}</p>}
            {one.sha256 === undefined ? null : (
              <p className="text-sm break-all">
                {words.hash} {one.sha256}
              </p>
            )}
            <p className="text-sm text-stone-700 dark:text-stone-300">
              {wordOf(roles, one.by)} · {dateTime(one.at, locale)}
            </p>
          </li>
        ))}
      </ul>
      {mayAdd ? <EvidenceForm cancellationId={cancellationId} /> : null}
    </Card>
  );
}
