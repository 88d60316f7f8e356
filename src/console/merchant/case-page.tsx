import { type ReactNode, useRef, useState } from 'react';
import { useSignedOutWatch } from '../sign-in/signed-out-watch';
import { Link } from 'wouter';
import type { Session } from '../api/session';
import { useCase } from '../api/use-case';
import { EvidenceCard } from '../cases/evidence-card';
import { ExplanationCard } from '../cases/explanation-card';
import { MoneyCard } from '../cases/money-card';
import { UnitsCard } from '../cases/units-card';
import { useWords } from '../i18n/locale';
import { Button } from '../parts/button';
import { Notice } from '../parts/notice';
import { Page } from '../parts/page';
import { ProblemNotice } from '../parts/problem-notice';
import { Waiting } from '../parts/waiting';
import { SignOut } from '../sign-in/sign-out';
import { BusinessHours } from './business-hours';
import { CaseActions } from './case-actions';
import { ReturnCard } from './return-card';
import { Slip } from './slip';
import { ToldCard } from './told-card';

const WORDS = {
  en: { title: (order: string) => `Order ${order}`, loading: 'Request', inbox: 'Inbox', print: 'Print' },
  zh: { title: (order: string) => `订单 ${order}`, loading: '申请', inbox: '收件箱', print: '打印' },
};

interface Props {
  readonly session: Session;
  readonly cancellationId: string;
}

/** One request: all that a merchant needs to answer it. Opening it does nothing. */
export function CasePage({ session, cancellationId }: Props): ReactNode {
  const words = useWords(WORDS);
  const read = useCase(cancellationId);
  useSignedOutWatch(read.error);
  const headline = useRef<HTMLHeadingElement>(null);
  const [done, setDone] = useState<string>();
  const one = read.data;
  // Who came by a link has this one case and no inbox, and only reads once it is decided.
  const isLink = session.cancellationId !== undefined;
  const back = isLink ? null : <Link href="/inbox">{words.inbox}</Link>;
  const told = (text: string) => {
    setDone(text);
    headline.current?.focus();
  };
  const aside = (
    <>
      {back}
      {one === undefined ? null : (
        <Button kind="quiet" onClick={() => window.print()}>
          {words.print}
        </Button>
      )}
      <SignOut />
    </>
  );
  return (
    <Page title={one === undefined ? words.loading : words.title(one.orderId)} aside={aside} wide>
      {read.isPending ? <Waiting /> : null}
      <ProblemNotice problem={read.error} />
      {done === undefined ? null : <Notice kind="good">{done}</Notice>}
      {one === undefined ? null : (
        <>
          <Slip of={one} merchantId={session.merchantId ?? ''} />
          <div className="grid gap-4 lg:grid-cols-2 lg:items-start">
            <div className="grid min-w-0 gap-4">
              <ExplanationCard of={one} headline={headline} />
              <CaseActions of={one} merchantId={session.merchantId ?? ''} onDone={told} />
              <ReturnCard of={one} onDone={told} />
              <BusinessHours session={session} of={one} />
            </div>
            <div className="grid min-w-0 gap-4">
              <UnitsCard of={one} />
              <MoneyCard of={one} />
              <ToldCard of={one} merchantId={session.merchantId ?? ''} />
              <EvidenceCard of={one} mayAdd={!isLink || one.parts.some(({ decision }) => decision === 'PENDING')} />
            </div>
          </div>
        </>
      )}
    </Page>
  );
}
