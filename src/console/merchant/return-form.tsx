import type { ReactNode } from 'react';
import type { ApplicableLever } from '../../sdk/generated/api-types';
import { leverBody } from '../cases/lever-body';
import { usePull } from '../cases/use-pull';
import { useWords } from '../i18n/locale';
import { ProblemNotice } from '../parts/problem-notice';
import { FormButtons } from './form-buttons';

const WORDS = {
  en: { parcel: 'Parcel', go: 'Record that it is back' },
  zh: { parcel: '包裹', go: '登记已退回' },
};

interface Props {
  readonly cancellationId: string;
  readonly lever: ApplicableLever;
  readonly onCancel: () => void;
  readonly onDone: () => void;
}

/** What recording the return leads to, and the button that does it. */
export function ReturnForm({ cancellationId, lever, onCancel, onDone }: Props): ReactNode {
  const words = useWords(WORDS);
  const pull = usePull({ cancellationId, kind: lever.kind, onDone });
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        pull.mutate(leverBody(lever.fields, {}));
      }}
    >
      <p>{lever.effect}</p>
      <p className="text-sm break-all">
        {words.parcel} {lever.shipmentId}
      </p>
      <ProblemNotice problem={pull.error} />
      <FormButtons label={words.go} busy={pull.isPending} onCancel={onCancel} />
    </form>
  );
}
