import { type ReactNode, useState } from 'react';
import type { Case } from '../../api/case';
import { useAct } from '../../api/use-act';
import { CASES, casePath } from '../../api/use-case';
import { useWords } from '../../i18n/locale';
import { Button } from '../../parts/button';
import { Card } from '../../parts/card';
import { Field } from '../../parts/field';
import { Notice } from '../../parts/notice';
import { ProblemNotice } from '../../parts/problem-notice';
import { Choice } from '../choice';
import { useSignedOutWatch } from '../../sign-in/signed-out-watch';

const WORDS = {
  en: {
    title: 'How did it go?',
    legend: 'One question, and it is up to you. Merchant and support see your answer.',
    ratings: ['1 – very badly', '2 – badly', '3 – so-so', '4 – well', '5 – very well'],
    comment: 'Anything else? (optional)',
    send: 'Send',
    missing: 'Choose one of the five.',
    thanks: (rating: number) => `Thank you. You gave ${rating} of 5.`,
  },
  zh: {
    title: '处理得如何？',
    legend: '仅此一问，自愿作答。商家和客服可以看到您的评价。',
    ratings: ['1 – 很差', '2 – 较差', '3 – 一般', '4 – 较好', '5 – 很好'],
    comment: '还有什么想说的？（选填）',
    send: '提交',
    missing: '请选择一项评分。',
    thanks: (rating: number) => `感谢您的评价：${rating} / 5。`,
  },
};

/** After the end, one question; then thanks. */
export function FeedbackCard({ view: { cancellationId, feedback } }: { readonly view: Case }): ReactNode {
  const words = useWords(WORDS);
  const [rating, setRating] = useState<number | undefined>(undefined);
  const [comment, setComment] = useState('');
  const [isMissing, setMissing] = useState(false);
  const send = useAct({ path: casePath(cancellationId, '/feedback'), changes: CASES });
  useSignedOutWatch(send.error);
  const given = feedback?.rating ?? (send.isSuccess ? rating : undefined);
  if (given !== undefined) {
    return (
      <Notice kind="good" urgent={send.isSuccess}>
        {words.thanks(given)}
      </Notice>
    );
  }
  const submit = () => {
    if (rating === undefined) setMissing(true);
    else send.mutate({ rating, ...(comment.trim() === '' ? {} : { comment: comment.trim() }) });
  };
  return (
    <Card title={words.title}>
      <div className="grid gap-3">
        <fieldset className="grid gap-2">
          <legend className="mb-2">{words.legend}</legend>
          {words.ratings.map((name, index) => (
            <Choice
              key={name}
              name="rating"
              isChosen={rating === index + 1}
              onChoose={() => {
                setMissing(false);
                setRating(index + 1);
              }}
            >
              {name}
            </Choice>
          ))}
        </fieldset>
        <Field label={words.comment}>
          {(input) => (
            <textarea
              {...input}
              rows={3}
              maxLength={1_000}
              value={comment}
              onChange={(event) => setComment(event.target.value)}
            />
          )}
        </Field>
        {isMissing ? (
          <Notice kind="bad" urgent>
            {words.missing}
          </Notice>
        ) : null}
        <ProblemNotice problem={send.error} />
        <Button busy={send.isPending} onClick={submit}>
          {words.send}
        </Button>
      </div>
    </Card>
  );
}
