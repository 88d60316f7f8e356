import type { ReactNode } from 'react';
import { useWords } from '../i18n/locale';
import { Button } from '../parts/button';

interface Props {
  readonly label: string;
  readonly kind?: 'main' | 'danger';
  readonly busy: boolean;
  readonly onCancel: () => void;
}

/** Does it, or leaves it. */
export function FormButtons({ label, kind = 'main', busy, onCancel }: Props): ReactNode {
  const cancel = useWords({ en: 'Not now', zh: '暂不处理' });
  return (
    <div className="flex flex-wrap gap-2">
      <Button type="submit" kind={kind} busy={busy}>
        {label}
      </Button>
      <Button kind="quiet" onClick={onCancel}>
        {cancel}
      </Button>
    </div>
  );
}
