import { type ReactNode, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Case } from '../../api/case';
import { casePath } from '../../api/use-case';
import { REJECTION_WORDS } from '../../cases/rejection-words';
import { wordOf } from '../../cases/word-of';
import { useWords } from '../../i18n/locale';
import { Card } from '../../parts/card';
import { Field } from '../../parts/field';
import { TimeLeft } from '../../parts/time-left';
import { ConfirmAct } from './confirm-act';

const WORDS = {
  en: {
    title: 'Why not',
    rest: 'What was not approved',
    again: 'A second look',
    none: 'No reason was given.',
    wrote: 'The merchant writes:',
    may: 'You disagree? Then somebody of ours looks at it, and what they say is final.',
    escalate: 'Take it to arbitration',
    reason: 'What should we know? (optional)',
    escalatedBy: 'You took it to arbitration: see where that stands',
    escalates: 'This is about an earlier request that was rejected: see that one',
    reopened: 'It is being decided again: see where that stands',
    reopens: 'This decides an earlier request again: see that one',
  },
  zh: {
    title: '未同意的原因',
    rest: '未同意的部分',
    again: '复核',
    none: '未说明原因。',
    wrote: '商家留言：',
    may: '不认可？可由我们的工作人员复核，其结论为最终结果。',
    escalate: '申请仲裁',
    reason: '您想补充什么？（选填）',
    escalatedBy: '您已申请仲裁，查看进展',
    escalates: '本申请针对此前被拒的申请，查看原申请',
    reopened: '正在重新裁定，查看进展',
    reopens: '本案重新裁定此前的申请，查看原申请',
  },
};

interface Props {
  readonly view: Case;
  readonly mayAct: boolean;
}

/** Why the merchant said no, and what one may do about it. */
export function RejectionCard({ view: { cancellationId, parts, escalation, mayEscalate }, mayAct }: Props): ReactNode {
  const words = useWords(WORDS);
  const reasons = useWords(REJECTION_WORDS);
  const [, go] = useLocation();
  const [reason, setReason] = useState('');
  const rejected = parts.filter(({ decision }) => decision === 'REJECTED');
  const { escalatedBy, escalates, allowedUntil, reopened, reopens } = escalation ?? {};
  // A merchant who approved some units has rejected the rest without a word.
  const isRest = mayEscalate || escalatedBy !== undefined;
  if (rejected.length === 0 && escalates === undefined && !isRest) return null;
  const titleOfNone = isRest ? words.rest : words.again;
  return (
    <Card title={rejected.length === 0 ? titleOfNone : words.title}>
      <div className="grid gap-3">
        {rejected.map(({ merchantId, rejectionReason, message }) => (
          <div key={merchantId}>
            {parts.length > 1 ? <p className="text-sm">{merchantId}</p> : null}
            <p>{rejectionReason === undefined ? words.none : wordOf(reasons, rejectionReason)}</p>
            {message === undefined ? null : (
              <blockquote className="mt-2 border-l-4 border-stone-300 pl-3 wrap-anywhere whitespace-pre-wrap dark:border-stone-600">
                <span className="block text-sm">{words.wrote}</span>
                {message}
              </blockquote>
            )}
          </div>
        ))}
        {escalates === undefined ? null : (
          <Link href={`/c/${escalates}`}>{reopens === true ? words.reopens : words.escalates}</Link>
        )}
        {escalatedBy === undefined ? null : (
          <Link href={`/c/${escalatedBy}`}>{reopened === true ? words.reopened : words.escalatedBy}</Link>
        )}
        {mayEscalate && mayAct ? (
          <>
            <p>
              {words.may} {allowedUntil === undefined ? null : <TimeLeft deadline={allowedUntil} />}
            </p>
            <ConfirmAct<{ cancellationId: string }>
              path={casePath(cancellationId, '/escalation')}
              body={reason.trim() === '' ? {} : { reason: reason.trim() }}
              label={words.escalate}
              onDone={({ cancellationId: next }) => go(`/c/${next}`)}
            >
              <p>{words.may}</p>
              <Field label={words.reason}>
                {(input) => (
                  <textarea
                    {...input}
                    rows={4}
                    maxLength={500}
                    value={reason}
                    onChange={(event) => setReason(event.target.value)}
                  />
                )}
              </Field>
            </ConfirmAct>
          </>
        ) : null}
      </div>
    </Card>
  );
}
