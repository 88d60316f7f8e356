import type { ReactNode } from 'react';
import { useWords } from '../../i18n/locale';
import { Button } from '../../parts/button';

const WORDS = {
  en: {
    fewer: (title: string) => `One fewer: ${title}`,
    more: (title: string) => `One more: ${title}`,
    of: (value: number, most: number) => `${value} of ${most}`,
  },
  zh: {
    fewer: (title: string) => `减少一件：${title}`,
    more: (title: string) => `增加一件：${title}`,
    of: (value: number, most: number) => `${value} / ${most} 件`,
  },
};

interface Props {
  readonly title: string;
  readonly most: number;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** So many of one line, from none to what is left. */
export function QuantityStepper({ title, most, value, onChange }: Props): ReactNode {
  const words = useWords(WORDS);
  const step = (by: number) => onChange(Math.max(0, Math.min(most, value + by)));
  return (
    <div role="group" aria-label={title} className="flex flex-wrap items-center justify-end gap-2 py-3">
      <span className="mr-auto min-w-0 wrap-anywhere">{title}</span>
      <span className="flex items-center gap-2">
        <Button
          kind="quiet"
          aria-label={words.fewer(title)}
          aria-disabled={value === 0}
          onClick={() => step(-1)}
          className="w-11 px-0 aria-disabled:opacity-60"
        >
          −
        </Button>
        <output aria-live="polite" className="min-w-16 text-center tabular-nums">
          {words.of(value, most)}
        </output>
        <Button
          kind="quiet"
          aria-label={words.more(title)}
          aria-disabled={value === most}
          onClick={() => step(1)}
          className="w-11 px-0 aria-disabled:opacity-60"
        >
          +
        </Button>
      </span>
    </div>
  );
}
