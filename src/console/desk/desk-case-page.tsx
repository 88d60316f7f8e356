import { type ReactNode, useRef, useState } from 'react';
import { useSignedOutWatch } from '../sign-in/signed-out-watch';
import type { Session } from '../api/session';
import { useCase } from '../api/use-case';
import { EvidenceCard } from '../cases/evidence-card';
import { ExplanationCard } from '../cases/explanation-card';
import { MoneyCard } from '../cases/money-card';
import { UnitsCard } from '../cases/units-card';
import { useWords } from '../i18n/locale';
import { Notice } from '../parts/notice';
import { ProblemNotice } from '../parts/problem-notice';
import { Waiting } from '../parts/waiting';
import { DeskFrame } from './desk-frame';
import { DestinationsCard } from './destinations-card';
import { inLeverWords } from './in-lever-words';
import { LegsCard } from './legs-card';
import { LEVER_WORDS } from './lever-words';
import { LeversCard } from './levers-card';
import { MoreAboutCard } from './more-about-card';
import { PartsCard } from './parts-card';
import { TimelineCard } from './timeline-card';
import { WaitingApprovals } from './waiting-approvals';

const WORDS = {
  en: {
    title: (order: string) => `Order ${order}`,
    loading: 'Cancellation',
    done: 'Done. What you see is how it stands now.',
  },
  zh: { title: (order: string) => `订单 ${order}`, loading: '取消', done: '已完成，当前显示的是最新状态。' },
};

interface Props {
  readonly session: Session;
  readonly cancellationId: string;
}

/** One cancellation: why it waits, on whom, until when, what was done, and what can be. */
export function DeskCasePage({ session, cancellationId }: Props): ReactNode {
  const words = useWords(WORDS);
  const levers = useWords(LEVER_WORDS);
  const read = useCase(cancellationId);
  useSignedOutWatch(read.error);
  const headline = useRef<HTMLHeadingElement>(null);
  const [isDone, setDone] = useState(false);
  const mayAct = session.role !== 'auditor';
  const one = read.data;
  return (
    <DeskFrame title={one === undefined ? words.loading : words.title(one.orderId)}>
      {read.isPending ? <Waiting /> : null}
      <ProblemNotice problem={read.error} />
      {isDone ? <Notice kind="good">{words.done}</Notice> : null}
      {one === undefined ? null : (
        <div className="grid gap-4 lg:grid-cols-2 lg:items-start">
          <div className="grid min-w-0 gap-4">
            <ExplanationCard of={inLeverWords(one, levers)} headline={headline} />
            <WaitingApprovals of={one} session={session} />
            {mayAct ? (
              <LeversCard
                of={one}
                onDone={() => {
                  setDone(true);
                  headline.current?.focus();
                }}
              />
            ) : null}
            {mayAct ? <DestinationsCard of={one} /> : null}
            <LegsCard of={one} />
            <PartsCard of={one} />
            <UnitsCard of={one} withMerchant />
            <MoneyCard of={one} />
          </div>
          <div className="grid min-w-0 gap-4">
            <TimelineCard cancellationId={cancellationId} currency={one.currency} />
            <MoreAboutCard of={one} />
            <EvidenceCard of={one} mayAdd={mayAct} />
          </div>
        </div>
      )}
    </DeskFrame>
  );
}
