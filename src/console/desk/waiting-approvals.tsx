import type { ReactNode } from 'react';
import type { Case } from '../api/case';
import type { Session } from '../api/session';
import { useTimeline } from '../api/timeline';
import { ROLE_WORDS } from '../cases/role-words';
import { wordOf } from '../cases/word-of';
import { money } from '../format/money';
import { dateTime } from '../format/time';
import { useSpeech, useWords } from '../i18n/locale';
import { Notice } from '../parts/notice';
import { LEVER_FIELD_WORDS } from './lever-field-words';
import { type OpenApproval, openApprovals } from './open-approvals';

const WORDS = {
  en: {
    asked: (who: string, what: string, at: string) =>
      `${who} asked at ${at} to pay ${what} instead. Nothing moves until a second person allows it.`,
    again: (who: string, at: string) =>
      `${who} asked at ${at} that this is decided again. Nothing happens until a second person allows it.`,
    why: (text: string) => `Why: “${text}”`,
    own: 'You asked for this, so somebody else must decide on it.',
    supervisor: 'A supervisor or an operator, other than who asked, decides on it.',
    supervisorAlone: 'A supervisor, other than who asked, decides on it.',
    yours: 'You may decide on it, below.',
  },
  zh: {
    asked: (who: string, what: string, at: string) => `${who} 于 ${at} 申请改为${what}。须经第二人同意后才会付款。`,
    again: (who: string, at: string) => `${who} 于 ${at} 申请重新裁定。须经第二人同意后才会进行。`,
    why: (text: string) => `理由：“${text}”`,
    own: '这是您提出的申请，须由其他人审批。',
    supervisor: '须由申请人以外的主管或运维审批。',
    supervisorAlone: '须由申请人以外的主管审批。',
    yours: '您可以在下方审批。',
  },
};

interface Props {
  readonly of: Case;
  readonly session: Session;
}

/** What waits for a second person: who asked, for what, and who may decide. */
export function WaitingApprovals({ of: { cancellationId, currency, escalation }, session }: Props): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const roles = useWords(ROLE_WORDS);
  const routes = useWords(LEVER_FIELD_WORDS);
  const timeline = useTimeline(cancellationId);
  return openApprovals(timeline.data ?? []).map((one) => {
    const who = `${wordOf(roles, one.askedBy.role)} ${one.askedBy.id}`;
    const { payout } = one;
    const at = dateTime(one.askedAt, locale);
    const what = ({ amount, route }: NonNullable<OpenApproval['payout']>) =>
      `${money({ amount, currency }, locale)} ${locale === 'zh' ? '' : 'by '}${wordOf(routes, route)}`;
    const why = payout === undefined ? escalation?.reopeningReason : undefined;
    return (
      <Notice key={one.approvalId} kind="warning">
        <p>{payout === undefined ? words.again(who, at) : words.asked(who, what(payout), at)}</p>
        {why === undefined ? null : <p className="wrap-anywhere">{words.why(why)}</p>}
        <p className="font-medium">{words[whoDecides(one, session)]}</p>
      </Notice>
    );
  });
}

function whoDecides(
  { askedBy, payout }: OpenApproval,
  { actorId, role }: Session,
): 'own' | 'yours' | 'supervisor' | 'supervisorAlone' {
  if (askedBy.id === actorId) return 'own';
  if (payout === undefined) return role === 'supervisor' ? 'yours' : 'supervisorAlone';
  return role === 'supervisor' || role === 'operator' ? 'yours' : 'supervisor';
}
