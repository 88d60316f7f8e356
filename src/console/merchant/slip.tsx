import type { ReactNode } from 'react';
import type { Case } from '../api/case';
import { REASON_WORDS } from '../cases/reason-words';
import { STATE_WORDS } from '../cases/state-words';
import { TIMEOUT_WORDS } from '../cases/timeout-words';
import { wordOf } from '../cases/word-of';
import { dateTime } from '../format/time';
import { useSpeech, useWords } from '../i18n/locale';
import './slip.css';
import { SlipUnits } from './slip-units';
import { taskOf } from './slip-task';

const WORDS = {
  en: {
    title: (order: string) => `Cancellation slip: order ${order}`,
    id: 'Cancellation',
    asked: 'Asked',
    reason: 'Reason',
    state: 'State when printed',
    until: { hold: 'Answer by', receive: 'Record its return by' },
    todo: 'What to do',
    hold: 'Keep these units here until it is decided.',
    ship: 'Go ahead with the order as it was.',
    keep: 'Do not ship the units that were approved.',
    receive: 'When the parcel is back, record it on its page: the refund waits for it.',
    page: 'Where it is answered',
  },
  zh: {
    title: (order: string) => `取消单：订单 ${order}`,
    id: '取消编号',
    asked: '申请时间',
    reason: '原因',
    state: '打印时的状态',
    until: { hold: '答复截止', receive: '登记退回截止' },
    todo: '处理方法',
    hold: '决定前请勿发出以下商品。',
    ship: '订单照常履行。',
    keep: '已同意取消的商品请勿发出。',
    receive: '包裹退回后，请在处理页面登记，登记后才会退款。',
    page: '处理页面',
  },
};

interface Props {
  readonly of: Case;
  readonly merchantId: string;
}

/** The request on paper, for whoever stands at the shelf: seen in print alone, dark on white. */
export function Slip({ of: one, merchantId }: Props): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const reasons = useWords(REASON_WORDS);
  const states = useWords(STATE_WORDS);
  const timeouts = useWords(TIMEOUT_WORDS);
  const part = one.parts.find((each) => each.merchantId === merchantId);
  const task = taskOf(one, merchantId);
  const answerBy = part?.decision === 'PENDING' ? part.deadline : undefined;
  const returnBy = task === 'receive' ? one.deadline : undefined;
  const facts: readonly (readonly [string, string])[] = [
    [words.id, one.cancellationId],
    [words.asked, dateTime(one.requestedAt, locale)],
    [words.reason, wordOf(reasons, one.reason)],
    [words.state, wordOf(states, one.state)],
    ...(answerBy === undefined ? [] : [[words.until.hold, dateTime(answerBy, locale)] as const]),
    ...(returnBy === undefined ? [] : [[words.until.receive, dateTime(returnBy, locale)] as const]),
    [words.page, window.location.origin + window.location.pathname],
  ];
  return (
    <section className="slip">
      <h1 className="mb-3 text-xl font-semibold">{words.title(one.orderId)}</h1>
      <dl className="mb-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {facts.map(([label, text]) => (
          <div key={label} className="contents">
            <dt className="font-medium">{label}</dt>
            <dd className="break-all">{text}</dd>
          </div>
        ))}
      </dl>
      <h2 className="text-lg font-semibold">{words.todo}</h2>
      <p>{words[task]}</p>
      {answerBy === undefined || one.onTimeout === undefined ? null : <p>{timeouts[one.onTimeout]}</p>}
      <SlipUnits units={one.units} />
    </section>
  );
}
