import type { CancellationView, EscalationView } from '../../domain/cancellation-view';
import type { KeyIdentity } from '../../ports/api-key-store';

/**
 * What this caller may read of what people wrote and showed: a customer what merchants wrote to him, a merchant what is not another merchant's,
 * staff and the shop's own systems all of it.
 */
export function rightsVisibleTo({ actor, merchantId }: KeyIdentity, view: CancellationView): CancellationView {
  if (actor.role !== 'customer' && actor.role !== 'merchant') return view;
  const { evidence = [], escalation, ...rest } = view;
  const parts = view.parts.map(({ rulingNote: _note, ...part }) => part);
  if (actor.role === 'customer') {
    const { reason: _reason, reopeningReason: _why, ...linked } = escalation ?? {};
    return { ...rest, parts, ...(escalation === undefined ? {} : { escalation: linked }) };
  }
  const shown = evidence.filter((one) => one.merchantId === undefined || one.merchantId === merchantId);
  return {
    ...rest,
    parts,
    ...(escalation === undefined ? {} : { escalation: withoutStaffsWord(escalation) }),
    ...(shown.length === 0 ? {} : { evidence: shown }),
  };
}

function withoutStaffsWord({ reopeningReason: _why, ...escalation }: EscalationView): EscalationView {
  return escalation;
}
