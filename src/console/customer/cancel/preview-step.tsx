import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { CancellationAccepted, Order } from '../../../sdk/generated/api-types';
import { type Ask, orderKey, type RequestBody, requestPath, useQuote } from '../../api/orders';
import { ApiProblem } from '../../api/problem';
import { useAct } from '../../api/use-act';
import { CASES } from '../../api/use-case';
import { useWords } from '../../i18n/locale';
import { Button } from '../../parts/button';
import { Notice } from '../../parts/notice';
import { ProblemNotice } from '../../parts/problem-notice';
import { Waiting } from '../../parts/waiting';
import { LinkButton } from '../link-button';
import { useSignedOutWatch } from '../../sign-in/signed-out-watch';
import { StepHeading } from '../step-heading';
import { PreviewDecider } from './preview-decider';
import { PreviewMoney } from './preview-money';
import { PREVIEW_WORDS } from './preview-words';

/** The quote holds no longer, or its token does not: there is a new one by now. */
const STALE: readonly string[] = ['QUOTE_CHANGED', 'QUOTE_EXPIRED', 'QUOTE_INVALID'];

interface Props {
  readonly order: Order;
  readonly ask: Ask;
  readonly shopId: string;
  /** The step before this one. */
  readonly before: string;
  readonly onSent: () => void;
}

/** Last step: what it brings, who decides; and the button that does it, for this very quote. */
export function PreviewStep({ order, ask, shopId, before, onSent }: Props): ReactNode {
  const words = useWords(PREVIEW_WORDS);
  const client = useQueryClient();
  const [, go] = useLocation();
  const { orderId } = order;
  const quoted = useQuote(orderId, ask);
  const send = useAct<RequestBody, CancellationAccepted>({
    path: requestPath(orderId),
    // Also after a refusal: a quote that has changed is shown as it is now.
    changes: orderKey(orderId),
    onDone: ({ cancellationId }) => {
      onSent();
      void client.invalidateQueries({ queryKey: CASES });
      go(`/c/${cancellationId}`, { replace: true });
    },
  });
  useSignedOutWatch(quoted.error, send.error);
  const isRight = quoted.data?.statutory === true;
  const hasChanged = send.error instanceof ApiProblem && STALE.includes(send.error.code);
  const active = activeOf(send.error) ?? activeOf(quoted.error);
  return (
    <>
      <StepHeading>{isRight ? words.confirmRight : words.title}</StepHeading>
      {quoted.isPending ? <Waiting /> : null}
      <ProblemNotice problem={quoted.error} />
      {hasChanged ? (
        <Notice kind="warning" urgent>
          {words.changed}
        </Notice>
      ) : (
        <ProblemNotice problem={send.error} />
      )}
      {active === undefined ? null : <Link href={`/c/${active}`}>{words.seeActive}</Link>}
      {quoted.data === undefined ? null : (
        <>
          <PreviewMoney order={order} quote={quoted.data.quote} shopId={shopId} />
          {isRight ? <p>{words.right}</p> : <PreviewDecider approval={quoted.data.approval} shopId={shopId} />}
          <Button busy={send.isPending} onClick={() => send.mutate({ ...ask, quoteToken: quoted.data.quoteToken })}>
            {isRight ? words.confirmRight : words.confirm}
          </Button>
        </>
      )}
      <LinkButton kind="quiet" to={before}>
        {words.back}
      </LinkButton>
    </>
  );
}

/** The cancellation that is under way already, where that is why it was refused. */
function activeOf(problem: unknown): string | undefined {
  if (!(problem instanceof ApiProblem) || problem.code !== 'CANCELLATION_ACTIVE') return undefined;
  const found = problem.body.details?.['cancellationId'];
  return typeof found === 'string' ? found : undefined;
}
