import type { Role } from '../../domain/cancellation';
import type { Scope } from '../../ports/api-key-store';

/** Who may do something at all, and the scope that a key or link needs for it. */
export interface Permission {
  readonly roles: readonly Role[];
  readonly scope: Scope;
}

const STAFF: readonly Role[] = ['support', 'supervisor', 'operator'];
const READERS: readonly Role[] = ['service', ...STAFF, 'auditor'];

/**
 * Who may do what: every route names its row here, and the API does not start with one that doesn't. What a role may do to a
 * cancellation in its state, the step's transaction checks by the table of transitions. A customer's rows are about its own order
 * alone, a merchant's about cancellations with a part of its own: own-object.ts. Rescind itself comes in by other doors.
 */
export const PERMISSIONS = {
  putOrder: { roles: ['service'], scope: 'orders' },
  readOrder: { roles: [...READERS, 'customer'], scope: 'read' },
  readContact: { roles: [...READERS, 'customer'], scope: 'read' },
  eraseContact: { roles: ['service', ...STAFF], scope: 'orders' },
  readMails: { roles: READERS, scope: 'read' },
  switchMails: { roles: ['service'], scope: 'admin' },
  putMerchant: { roles: ['service'], scope: 'admin' },
  listMerchants: { roles: READERS, scope: 'read' },
  readMerchant: { roles: [...READERS, 'merchant'], scope: 'read' },
  quote: { roles: [...READERS, 'customer'], scope: 'read' },
  request: { roles: ['service', 'customer'], scope: 'cancel' },
  decide: { roles: ['service', 'merchant'], scope: 'decide' },
  makeOffer: { roles: ['service', 'merchant'], scope: 'decide' },
  extendOwnDeadline: { roles: ['service', 'merchant'], scope: 'decide' },
  answerOffer: { roles: ['service', 'customer'], scope: 'cancel' },
  escalate: { roles: ['service', 'support', 'supervisor', 'customer'], scope: 'cancel' },
  addEvidence: { roles: ['service', ...STAFF, 'merchant', 'customer'], scope: 'cancel' },
  withdraw: { roles: ['service', ...STAFF, 'customer'], scope: 'cancel' },
  pullLever: { roles: ['service', ...STAFF, 'merchant'], scope: 'levers' },
  readCancellations: { roles: [...READERS, 'merchant', 'customer'], scope: 'read' },
  readTimeline: { roles: [...READERS, 'merchant'], scope: 'read' },
  readCreditNote: { roles: [...READERS, 'merchant', 'customer'], scope: 'read' },
  readLevers: { roles: ['service', ...STAFF, 'merchant'], scope: 'read' },
  readClosureProof: { roles: [...READERS, 'merchant'], scope: 'read' },
  giveFeedback: { roles: ['service', 'customer'], scope: 'cancel' },
  readDesk: { roles: READERS, scope: 'read' },
  readDrift: { roles: READERS, scope: 'read' },
  resolveDrift: { roles: ['service', ...STAFF], scope: 'levers' },
  putBalance: { roles: ['service'], scope: 'orders' },
  readBalance: { roles: READERS, scope: 'read' },
  addDestination: { roles: ['service', ...STAFF], scope: 'levers' },
  readDestinations: { roles: READERS, scope: 'read' },
  eraseDestination: { roles: ['service', ...STAFF], scope: 'levers' },
  readWebhooks: { roles: ['service', 'operator'], scope: 'admin' },
  manageWebhooks: { roles: ['service'], scope: 'admin' },
  createLink: { roles: ['service'], scope: 'links' },
  revokeLink: { roles: ['service', ...STAFF], scope: 'links' },
} as const satisfies Readonly<Record<string, Permission>>;

/** What can be done through the API. */
export type Action = keyof typeof PERMISSIONS;

/** May this role do it at all? */
export function mayDo(role: Role, action: Action): boolean {
  return permissionOf(action).roles.includes(role);
}

/** An action's row. */
export function permissionOf(action: Action): Permission {
  return PERMISSIONS[action];
}
