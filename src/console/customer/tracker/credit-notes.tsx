import type { ReactNode } from 'react';
import { creditNotePdf, useCreditNotes } from '../../api/cancellations';
import type { Case } from '../../api/case';
import { useWords } from '../../i18n/locale';
import { Card } from '../../parts/card';

const WORDS = {
  en: { title: 'Documents', credit: 'Credit note', correction: 'Correction' },
  zh: { title: '单据', credit: '贷记单', correction: '更正单' },
};

const ISSUED: readonly Case['state'][] = ['CLOSED', 'SETTLED', 'REPAIRING'];

/** The credit note and its corrections, as documents. */
export function CreditNotes({ view: { cancellationId, state } }: { readonly view: Case }): ReactNode {
  const words = useWords(WORDS);
  const notes = useCreditNotes(cancellationId, ISSUED.includes(state));
  if (notes.data === undefined) return null;
  const { credit, corrections } = notes.data;
  return (
    <Card title={words.title}>
      <ul>
        {[...(credit === undefined ? [] : [credit]), ...corrections].map(({ number, kind }) => (
          <li key={number}>
            <a href={creditNotePdf(cancellationId, number)} className="inline-block py-2">
              {kind === 'CREDIT' ? words.credit : words.correction} {number} (PDF)
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}
