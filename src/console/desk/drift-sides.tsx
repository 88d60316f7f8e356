import type { ReactNode } from 'react';
import { useWords } from '../i18n/locale';

const WORDS = {
  en: { caption: 'Both sides', fact: 'Fact', ours: 'Ours', theirs: 'Theirs' },
  zh: { caption: '双方记录', fact: '项目', ours: '我方', theirs: '对方' },
};

type Facts = Readonly<Record<string, unknown>>;

interface Props {
  readonly ours: Facts;
  readonly theirs: Facts;
}

/** What each side says, fact by fact. */
export function DriftSides({ ours, theirs }: Props): ReactNode {
  const words = useWords(WORDS);
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  if (names.length === 0) return null;
  return (
    <table className="w-full table-fixed text-left text-sm">
      <caption className="sr-only">{words.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.fact}</th>
          <th scope="col">{words.ours}</th>
          <th scope="col">{words.theirs}</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <tr key={name} className="border-t border-stone-300 align-top dark:border-stone-700">
            <th scope="row" className="py-1 pr-2 font-normal break-words">
              {name}
            </th>
            <td className="py-1 pr-2 break-all">{textOf(ours[name])}</td>
            <td className="py-1 break-all">{textOf(theirs[name])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function textOf(value: unknown): string {
  if (value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
