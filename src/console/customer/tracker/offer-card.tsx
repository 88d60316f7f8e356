import type { ReactNode } from 'react';
import type { Case } from '../../api/case';
import { casePath } from '../../api/use-case';
import { money } from '../../format/money';
import { useSpeech, useWords } from '../../i18n/locale';
import { Card } from '../../parts/card';
import { TimeLeft } from '../../parts/time-left';
import { ConfirmAct } from './confirm-act';

const WORDS = {
  en: {
    title: 'The merchant offers you',
    kinds: { PARTIAL_REFUND: 'Money back', COUPON: 'A coupon', REPLACEMENT: 'A replacement', OTHER: 'Something else' },
    wrote: 'The merchant writes:',
    keeps: 'If you accept, you keep your order with this on top, and your request ends.',
    accept: 'Accept the offer',
    acceptText: 'Your request to cancel ends, and your order goes ahead. The merchant owes you what it offered.',
    decline: 'Decline the offer',
    declineText: 'Your request goes on: the merchant decides on it.',
    states: {
      ACCEPTED: 'You accepted this offer.',
      DECLINED: 'You declined this offer.',
      EXPIRED: 'This offer has expired.',
    },
  },
  zh: {
    title: '商家向您提出的方案',
    kinds: { PARTIAL_REFUND: '部分退款', COUPON: '优惠券', REPLACEMENT: '换货', OTHER: '其他' },
    wrote: '商家留言：',
    keeps: '如果接受，您将保留订单并获得此补偿，取消申请随即结束。',
    accept: '接受方案',
    acceptText: '取消申请将结束，订单继续履行。商家须兑现其承诺。',
    decline: '拒绝方案',
    declineText: '您的申请继续处理，由商家作出决定。',
    states: { ACCEPTED: '您已接受此方案。', DECLINED: '您已拒绝此方案。', EXPIRED: '此方案已过期。' },
  },
};

interface Props {
  readonly view: Case;
  readonly mayAct: boolean;
}

/** The merchant's counter-offer, and the answer to it. */
export function OfferCard({ view: { cancellationId, offer, mayAnswerOffer }, mayAct }: Props): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  if (offer === undefined) return null;
  const { offerId, terms, note, deadline, state } = offer;
  const { kind, amount, currency } = terms;
  const path = casePath(cancellationId, `/offers/${encodeURIComponent(offerId)}/answer`);
  return (
    <Card title={words.title}>
      <div className="grid gap-3">
        <p className="text-lg font-medium">
          {words.kinds[kind]}
          {amount === undefined || currency === undefined ? '' : ` · ${money({ amount, currency }, locale)}`}
        </p>
        {note === undefined ? null : (
          <blockquote className="border-l-4 border-stone-300 pl-3 wrap-anywhere whitespace-pre-wrap dark:border-stone-600">
            <span className="block text-sm">{words.wrote}</span>
            {note}
          </blockquote>
        )}
        {state === 'OPEN' ? null : <p>{words.states[state]}</p>}
        {state === 'OPEN' && mayAct && mayAnswerOffer ? (
          <>
            <p>{words.keeps}</p>
            <p>
              <TimeLeft deadline={deadline} />
            </p>
            <ConfirmAct path={path} body={{ answer: 'ACCEPTED' }} label={words.accept}>
              <p>{words.acceptText}</p>
            </ConfirmAct>
            <ConfirmAct path={path} body={{ answer: 'DECLINED' }} label={words.decline} kind="quiet">
              <p>{words.declineText}</p>
            </ConfirmAct>
          </>
        ) : null}
      </div>
    </Card>
  );
}
