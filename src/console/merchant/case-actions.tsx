import { type ReactNode, useState } from 'react';
import type { Case } from '../api/case';
import { useWords } from '../i18n/locale';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { ApproveForm } from './approve-form';
import { ApprovePartForm } from './approve-part-form';
import { ExtensionForm } from './extension-form';
import { OfferForm } from './offer-form';
import { RejectForm } from './reject-form';
import type { FormProps } from './form-props';

const WORDS = {
  en: {
    label: 'Your answer',
    approve: 'Approve',
    part: 'Approve a part',
    reject: 'Reject',
    offer: 'Make an offer',
    extend: 'Ask for more time',
  },
  zh: {
    label: '您的答复',
    approve: '同意',
    part: '部分同意',
    reject: '拒绝',
    offer: '提出方案',
    extend: '申请延长时限',
  },
};

const FORMS: Readonly<Record<Act, (props: FormProps) => ReactNode>> = {
  approve: ApproveForm,
  part: ApprovePartForm,
  reject: RejectForm,
  offer: OfferForm,
  extend: ExtensionForm,
};

type Act = keyof Omit<(typeof WORDS)['en'], 'label'>;

interface Props {
  readonly of: Case;
  readonly merchantId: string;
  /** Says what was done. */
  readonly onDone: (text: string) => void;
}

/** What a merchant may do now: each opens a dialog that says its effect, and asks. */
export function CaseActions({ of: one, merchantId, onDone }: Props): ReactNode {
  const words = useWords(WORDS);
  const [act, setAct] = useState<Act>();
  const acts = actsOf(one, merchantId);
  if (acts.length === 0 && act === undefined) return null;
  const Form = act === undefined ? undefined : FORMS[act];
  const close = () => setAct(undefined);
  return (
    <section aria-label={words.label} className="flex flex-wrap gap-2">
      {acts.map((each) => (
        <Button key={each} kind={each === 'approve' ? 'main' : 'quiet'} onClick={() => setAct(each)}>
          {words[each]}
        </Button>
      ))}
      <Dialog title={act === undefined ? '' : words[act]} open={act !== undefined} onClose={close}>
        {Form === undefined ? null : (
          <Form
            of={one}
            merchantId={merchantId}
            onCancel={close}
            onDone={(text) => {
              close();
              onDone(text);
            }}
          />
        )}
      </Dialog>
    </section>
  );
}

function actsOf({ state, parts, units, offer, statutory }: Case, merchantId: string): Act[] {
  const part = parts.find((each) => each.merchantId === merchantId);
  if (state !== 'AWAITING_DECISION' || part?.decision !== 'PENDING') return [];
  const count = units.reduce((sum, { quantity }) => sum + quantity, 0);
  return [
    'approve',
    ...(count > 1 ? (['part'] as const) : []),
    'reject',
    ...(offer === undefined && statutory === undefined ? (['offer'] as const) : []),
    ...(part.extendable === undefined ? [] : (['extend'] as const)),
  ];
}
