import type { ReactNode } from 'react';
import type { Case } from '../../api/case';
import { useWords } from '../../i18n/locale';
import { Card } from '../../parts/card';
import { TimeLeft } from '../../parts/time-left';

const WORDS = {
  en: {
    title: 'Who it waits for',
    on: {
      CUSTOMER: 'You',
      MERCHANT: 'The merchant',
      CARRIER: 'The carrier',
      SHOP: 'The shop’s order system',
      PAYMENT: 'The payment provider',
      OPERATOR: 'Our support',
    },
    onTimeout: {
      APPROVE: 'With no answer by then, your request is approved by itself.',
      REJECT: 'With no answer by then, your request is rejected by itself, and your order goes ahead.',
      ESCALATE: 'With no answer by then, a person of ours decides.',
    },
    offer: 'With no answer from you by then, the merchant decides on your request.',
  },
  zh: {
    title: '正在等待',
    on: {
      CUSTOMER: '您',
      MERCHANT: '商家',
      CARRIER: '承运商',
      SHOP: '店铺订单系统',
      PAYMENT: '支付渠道',
      OPERATOR: '我们的客服',
    },
    onTimeout: {
      APPROVE: '届时未答复，您的申请将自动通过。',
      REJECT: '届时未答复，您的申请将自动被拒，订单继续履行。',
      ESCALATE: '届时未答复，将由我们的工作人员决定。',
    },
    offer: '届时您未答复，将由商家对您的申请作出决定。',
  },
};

/** Whom it waits for, until when, and what happens then. */
export function WaitsCard({ view }: { readonly view: Case }): ReactNode {
  const words = useWords(WORDS);
  const { waitingOn, state, onTimeout } = view;
  if (waitingOn === 'NONE') return null;
  const deadline = state === 'OFFERED' ? view.offer?.deadline : view.deadline;
  const then = state === 'OFFERED' ? words.offer : onTimeout === undefined ? undefined : words.onTimeout[onTimeout];
  return (
    <Card title={words.title}>
      <p className="font-medium">{words.on[waitingOn]}</p>
      {deadline === undefined ? null : (
        <p>
          <TimeLeft deadline={deadline} />
        </p>
      )}
      {deadline === undefined || then === undefined ? null : <p>{then}</p>}
    </Card>
  );
}
