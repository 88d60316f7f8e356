import { type ReactNode, useState } from 'react';
import type { ApplicableLever } from '../../sdk/generated/api-types';
import type { Case } from '../api/case';
import { useLevers } from '../api/levers';
import { useWords } from '../i18n/locale';
import { Button } from '../parts/button';
import { Card } from '../parts/card';
import { Dialog } from '../parts/dialog';
import { ReturnForm } from './return-form';

const WORDS = {
  en: {
    title: 'Waiting for the parcel to come back',
    parcel: (id: string) => `Parcel ${id}`,
    back: 'The parcel is back',
    backOf: (id: string) => `The parcel is back: ${id}`,
    done: 'The return is recorded. The refund begins.',
  },
  zh: {
    title: '等待包裹退回',
    parcel: (id: string) => `包裹 ${id}`,
    back: '包裹已退回',
    backOf: (id: string) => `包裹已退回：${id}`,
    done: '已登记退回，开始退款。',
  },
};

interface Props {
  readonly of: Case;
  /** Says what was done. */
  readonly onDone: (text: string) => void;
}

/** Where a parcel that could not be stopped is on its way back, lets its merchant say that it is there. */
export function ReturnCard({ of: { cancellationId, state }, onDone }: Props): ReactNode {
  const words = useWords(WORDS);
  const isAwaited = state === 'AWAITING_RETURN';
  const read = useLevers(cancellationId, isAwaited);
  const [pulled, setPulled] = useState<ApplicableLever>();
  const awaited = isAwaited ? (read.data?.filter(({ kind }) => kind === 'recordReturn') ?? []) : [];
  const close = () => setPulled(undefined);
  if (awaited.length === 0 && pulled === undefined) return null;
  return (
    <Card title={words.title}>
      <ul className="grid gap-3">
        {awaited.map((lever) => (
          <li key={lever.shipmentId} className="flex flex-wrap items-center justify-between gap-2">
            <p className="basis-full">{lever.effect}</p>
            <span className="min-w-0 break-all">{words.parcel(lever.shipmentId ?? '')}</span>
            <Button aria-label={words.backOf(lever.shipmentId ?? '')} onClick={() => setPulled(lever)}>
              {words.back}
            </Button>
          </li>
        ))}
      </ul>
      <Dialog title={words.back} open={pulled !== undefined} onClose={close}>
        {pulled === undefined ? null : (
          <ReturnForm
            cancellationId={cancellationId}
            lever={pulled}
            onCancel={close}
            onDone={() => {
              close();
              onDone(words.done);
            }}
          />
        )}
      </Dialog>
    </Card>
  );
}
