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
    own: 'You asked for this, so somebody else must decide on it.',
    supervisor: 'A supervisor or an operator, other than who asked, decides on it.',
    yours: 'You may decide on it, below.',
  },
  zh: {
    asked: (who: string, what: string, at: string) => `${who} 于 ${at} 申请改为${what}。须经第二人同意后才会付款。`,
    own: '这是您提出的申请，须由其他人审批。',
    supervisor: '须由申请人以外的主管或运维审批。',
    yours: '您可以在下方审批。',
  },
};

interface Props {
  readonly of: Case;
  readonly session: Session;
}

/** What waits for a second person: who asked, for what, and who may decide. */
export function WaitingApprovals({ of: { cancellationId, currency }, session }: Props): ReactNode {
  const { locale } = useSpeech();
  const words = useWords(WORDS);
  const roles = useWords(ROLE_WORDS);
  const routes = useWords(LEVER_FIELD_WORDS);
  const timeline = useTimeline(cancellationId);
  return openApprovals(timeline.data ?? []).map((one) => {
    const who = `${wordOf(roles, one.askedBy.role)} ${one.askedBy.id}`;
    const what = `${money({ amount: one.amount, currency }, locale)} ${locale === 'zh' ? '' : 'by '}${wordOf(routes, one.route)}`;
    return (
      <Notice key={one.approvalId} kind="warning">
        <p>{words.asked(who, what, dateTime(one.askedAt, locale))}</p>
        <p className="font-medium">{words[whoDecides(one, session)]}</p>
      </Notice>
    );
  });
}

function whoDecides({ askedBy }: OpenApproval, { actorId, role }: Session): 'own' | 'yours' | 'supervisor' {
  if (askedBy.id === actorId) return 'own';
  return role === 'supervisor' || role === 'operator' ? 'yours' : 'supervisor';
}
