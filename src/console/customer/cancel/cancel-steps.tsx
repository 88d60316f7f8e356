import type { ReactNode } from 'react';
import { Link, Redirect } from 'wouter';
import { useOrder, useQuote } from '../../api/orders';
import type { Session } from '../../api/session';
import { useWords } from '../../i18n/locale';
import { Page } from '../../parts/page';
import { ProblemNotice } from '../../parts/problem-notice';
import { Waiting } from '../../parts/waiting';
import { mayAct } from '../may-act';
import { linesOf } from '../order/order-lines';
import { useSignedOutWatch } from '../../sign-in/signed-out-watch';
import { ALL_OF_IT } from './all-of-it';
import { selectionOf, useDraft } from './draft';
import { PreviewStep } from './preview-step';
import { ReasonStep } from './reason-step';
import { WhatStep } from './what-step';

const WORDS = {
  en: { title: (orderId: string) => `Order ${orderId}`, back: 'Back to the order' },
  zh: { title: (orderId: string) => `订单 ${orderId}`, back: '返回订单' },
};

interface Props {
  readonly orderId: string;
  readonly step: string;
  readonly session: Session;
}

/** The way through a request: what, why, what one gets back. Where there is a right to withdraw nobody is asked why. */
export function CancelSteps({ orderId, step, session }: Props): ReactNode {
  const words = useWords(WORDS);
  const order = useOrder(orderId);
  const whole = useQuote(orderId, ALL_OF_IT, mayAct(session));
  const [draft, keep] = useDraft(orderId);
  useSignedOutWatch(order.error, whole.error);
  const home = `/order/${encodeURIComponent(orderId)}`;
  if (!mayAct(session)) return <Redirect to={home} replace />;
  const page = (content: ReactNode) => (
    <Page title={words.title(orderId)}>
      <Link href={home} className="py-2">
        {words.back}
      </Link>
      {content}
    </Page>
  );
  if (order.data === undefined || whole.isPending) {
    return page(order.isError ? <ProblemNotice problem={order.error} /> : <Waiting />);
  }
  const isRight = whole.data?.statutory === true;
  const lines = linesOf(order.data);
  const selection = selectionOf(draft, lines);
  const shared = { home: `${home}/cancel`, draft, keep, isRight };
  if (step === 'what') return page(<WhatStep {...shared} lines={lines} />);
  if (selection === undefined) return <Redirect to={`${shared.home}/what`} replace />;
  if (step === 'reason') return page(<ReasonStep {...shared} />);
  const reason = draft.reason ?? (isRight ? ALL_OF_IT.reason : undefined);
  if (step !== 'preview' || reason === undefined) return <Redirect to={`${shared.home}/reason`} replace />;
  return page(
    <PreviewStep
      order={order.data}
      ask={{ selection, reason }}
      shopId={session.shopId}
      before={`${shared.home}/${isRight ? 'what' : 'reason'}`}
      onSent={() => keep(undefined)}
    />,
  );
}
