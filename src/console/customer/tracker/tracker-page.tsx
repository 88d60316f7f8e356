import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'wouter';
import type { Case } from '../../api/case';
import { orderKey, useOrder } from '../../api/orders';
import type { Session } from '../../api/session';
import { useCase } from '../../api/use-case';
import { useWords } from '../../i18n/locale';
import { Page } from '../../parts/page';
import { ProblemNotice } from '../../parts/problem-notice';
import { Waiting } from '../../parts/waiting';
import { SignOut } from '../../sign-in/sign-out';
import { mayAct } from '../may-act';
import { useSignedOutWatch } from '../../sign-in/signed-out-watch';
import { StepHeading } from '../step-heading';
import { AboutCard } from './about-card';
import { CreditNotes } from './credit-notes';
import { FeedbackCard } from './feedback-card';
import { KeepOrder } from './keep-order';
import { OfferCard } from './offer-card';
import { RejectionCard } from './rejection-card';
import { TrackSteps } from './track-steps';
import { WaitsCard } from './waits-card';

const WORDS = {
  en: { title: 'Your cancellation', order: (orderId: string) => `Order ${orderId}` },
  zh: { title: '取消进度', order: (orderId: string) => `订单 ${orderId}` },
};

interface Props {
  readonly cancellationId: string;
  readonly session: Session;
}

/** Where a request stands, followed as it changes. */
export function TrackerPage({ cancellationId, session }: Props): ReactNode {
  const words = useWords(WORDS);
  const { data, error, isPending } = useCase(cancellationId);
  useSignedOutWatch(error);
  return (
    <Page title={words.title}>
      {isPending ? <Waiting /> : null}
      <ProblemNotice problem={error} />
      {data === undefined ? null : (
        <>
          <Link href={`/order/${encodeURIComponent(data.orderId)}`} className="py-2">
            {words.order(data.orderId)}
          </Link>
          <Tracked view={data} isActing={mayAct(session)} />
        </>
      )}
      <div className="pt-4">
        <SignOut />
      </div>
    </Page>
  );
}

function Tracked({ view, isActing }: { readonly view: Case; readonly isActing: boolean }): ReactNode {
  const client = useQueryClient();
  const order = useOrder(view.orderId);
  const { orderId, state } = view;
  // What moves the request moves the order too: what may be cancelled of it, and what it reads.
  useEffect(() => void client.invalidateQueries({ queryKey: orderKey(orderId) }), [client, orderId, state]);
  const hasParcel = (order.data?.shipments.length ?? 0) > 0;
  return (
    <>
      <div role="status">
        <StepHeading>{view.explanation.headline}</StepHeading>
      </div>
      <OfferCard view={view} mayAct={isActing} />
      <RejectionCard view={view} mayAct={isActing} />
      <WaitsCard view={view} />
      <TrackSteps view={view} hasParcel={hasParcel} />
      <AboutCard view={view} />
      <CreditNotes view={view} />
      {view.mayWithdraw && isActing ? <KeepOrder cancellationId={view.cancellationId} /> : null}
      {(view.mayGiveFeedback || view.feedback !== undefined) && isActing ? <FeedbackCard view={view} /> : null}
    </>
  );
}
