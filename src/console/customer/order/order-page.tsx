import type { ReactNode } from 'react';
import { useOrder } from '../../api/orders';
import type { Session } from '../../api/session';
import { dateTime } from '../../format/time';
import { useSpeech, useWords } from '../../i18n/locale';
import { Notice } from '../../parts/notice';
import { Page } from '../../parts/page';
import { ProblemNotice } from '../../parts/problem-notice';
import { Waiting } from '../../parts/waiting';
import { SignOut } from '../../sign-in/sign-out';
import { mayAct } from '../may-act';
import { useSignedOutWatch } from '../../sign-in/signed-out-watch';
import { CancelCard } from './cancel-card';
import { CancellationsCard } from './cancellations-card';
import { LinesCard } from './lines-card';
import { linesOf, unitsLeft } from './order-lines';

const WORDS = {
  en: {
    title: (orderId: string) => `Order ${orderId}`,
    placed: 'Ordered on',
    follow: 'This link lets you follow the order. To cancel something, open the link that the shop sent you for that.',
  },
  zh: {
    title: (orderId: string) => `订单 ${orderId}`,
    placed: '下单时间',
    follow: '此链接仅用于查看订单。如需取消，请打开店铺发送给您的取消链接。',
  },
};

interface Props {
  readonly orderId: string;
  readonly session: Session;
}

/** An order: what it is, what was asked of it, and what may be. */
export function OrderPage({ orderId, session }: Props): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const order = useOrder(orderId);
  useSignedOutWatch(order.error);
  const read = order.data;
  const lines = read === undefined ? [] : linesOf(read);
  const isLeft = lines.length === 0 ? read?.reading.state === 'OPEN' : unitsLeft(lines) > 0;
  return (
    <Page title={words.title(orderId)}>
      {order.isPending ? <Waiting /> : null}
      <ProblemNotice problem={order.error} />
      {read === undefined ? null : (
        <>
          <p>
            {words.placed} {dateTime(read.placedAt, locale)}
            {read.reading.state === 'OPEN' ? null : <strong className="block">{read.reading.text}</strong>}
          </p>
          <CancellationsCard orderId={orderId} />
          <LinesCard lines={lines} currency={read.currency} />
          {mayAct(session) ? null : <Notice>{words.follow}</Notice>}
          {mayAct(session) && isLeft ? <CancelCard order={read} shopId={session.shopId} /> : null}
        </>
      )}
      <div className="pt-4">
        <SignOut />
      </div>
    </Page>
  );
}
