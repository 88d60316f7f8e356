import type { ReactNode } from 'react';
import type { QuotedApproval } from '../../../sdk/generated/api-types';
import { span } from '../../format/time';
import { useSpeech, useWords } from '../../i18n/locale';
import { Card } from '../../parts/card';
import { usePolicy } from '../../policy/use-policy';

const WORDS = {
  en: {
    title: 'Who decides',
    rule: 'Nobody has to agree: it is approved at once.',
    asked: 'The merchant decides.',
    named: (merchantId: string) => `The merchant ${merchantId} decides.`,
    time: (time: string) => `It has ${time} to answer once you have asked.`,
    hours: (time: string) => `It has ${time} of its business hours to answer once you have asked.`,
    onTimeout: {
      APPROVE: 'Without an answer it is approved by itself.',
      REJECT: 'Without an answer it is rejected by itself.',
      ESCALATE: 'Without an answer a person of ours decides.',
    },
    keep: 'Until money or parcel move, you can still change your mind and keep the order.',
  },
  zh: {
    title: '由谁决定',
    rule: '无需任何人同意，立即通过。',
    asked: '由商家决定。',
    named: (merchantId: string) => `由商家 ${merchantId} 决定。`,
    time: (time: string) => `商家须在您申请后 ${time} 内答复。`,
    hours: (time: string) => `商家须在 ${time} 的营业时间内答复。`,
    onTimeout: {
      APPROVE: '逾期未答复则自动同意。',
      REJECT: '逾期未答复则自动拒绝。',
      ESCALATE: '逾期未答复则由我们的工作人员决定。',
    },
    keep: '在退款或拦截包裹之前，您仍可改变主意，保留订单。',
  },
};

interface Props {
  readonly approval: readonly QuotedApproval[];
  readonly shopId: string;
}

/** Who would decide, until when, and what happens if nobody does. */
export function PreviewDecider({ approval, shopId }: Props): ReactNode {
  const words = useWords(WORDS);
  const asked = approval.filter(({ by }) => by === 'MERCHANT');
  return (
    <Card title={words.title}>
      {asked.length === 0 ? <p>{words.rule}</p> : null}
      {asked.map(({ merchantId }) => (
        <p key={merchantId}>
          {approval.length > 1 ? words.named(merchantId) : words.asked}{' '}
          <AnswerTime merchantId={merchantId} shopId={shopId} />
        </p>
      ))}
      <p className="mt-2">{words.keep}</p>
    </Card>
  );
}

function AnswerTime({ merchantId, shopId }: { readonly merchantId: string; readonly shopId: string }): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const { data } = usePolicy({ merchantId, shopId });
  if (data === undefined) return null;
  const { decisionMs, businessHoursOnly, onTimeout } = data.policy;
  const time = span(decisionMs, locale);
  return (
    <>
      {businessHoursOnly ? words.hours(time) : words.time(time)} {words.onTimeout[onTimeout]}
    </>
  );
}
