import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Order } from '../../../sdk/generated/api-types';
import { useQuote } from '../../api/orders';
import { useWords } from '../../i18n/locale';
import { Card } from '../../parts/card';
import { ProblemNotice } from '../../parts/problem-notice';
import { ALL_OF_IT } from '../cancel/all-of-it';
import { LinkButton } from '../link-button';
import { policyPath } from '../../policy/use-policy';

const WORDS = {
  en: {
    title: 'Changed your mind?',
    cancel: 'Cancel something',
    text: 'You see what you get back, and when, before anything happens.',
    withdraw: 'Withdraw from the contract',
    right: 'You have the right to withdraw without giving a reason. No approval is needed, and nothing is kept.',
    some: 'Try with only some of it',
    rules: 'The merchant’s rules for cancelling',
  },
  zh: {
    title: '想取消？',
    cancel: '取消商品',
    text: '提交前会先显示退款金额和到账时间。',
    withdraw: '撤回合同（无理由取消）',
    right: '您有权无理由撤回。无需商家同意，也不收取任何费用。',
    some: '尝试仅取消部分商品',
    rules: '商家的取消规则',
  },
};

interface Props {
  readonly order: Order;
  readonly shopId: string;
}

/** Whether one may cancel, asked of the API before anybody has chosen anything; and the way in. */
export function CancelCard({ order: { orderId, units, currency }, shopId }: Props): ReactNode {
  const words = useWords(WORDS);
  const whole = useQuote(orderId, ALL_OF_IT);
  if (whole.isPending || whole.error?.code === 'CANCELLATION_ACTIVE') return null;
  const start = `/order/${encodeURIComponent(orderId)}/cancel/what`;
  const merchants = [...new Set(units.map(({ merchantId }) => merchantId))];
  const isRight = whole.data?.statutory === true;
  return (
    <Card title={words.title}>
      <div className="grid gap-3">
        {whole.isError ? (
          <>
            <ProblemNotice problem={whole.error} />
            {units.length > 1 && !whole.error.isOffline ? (
              <LinkButton kind="quiet" to={start}>
                {words.some}
              </LinkButton>
            ) : null}
          </>
        ) : (
          <>
            <p>{isRight ? words.right : words.text}</p>
            <LinkButton to={start}>{isRight ? words.withdraw : words.cancel}</LinkButton>
          </>
        )}
        <ul>
          {merchants.map((merchantId) => (
            <li key={merchantId}>
              <Link href={policyPath({ merchantId, shopId, currency })} className="inline-block py-2 text-sm">
                {words.rules}
                {merchants.length > 1 ? ` (${merchantId})` : ''}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}
