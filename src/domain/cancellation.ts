/** Every state of a cancellation. The words are explained in docs/glossary.md. */
export const CANCELLATION_STATES = [
  'REQUESTED',
  'DENIED',
  'AWAITING_DECISION',
  'OFFERED',
  'REJECTED',
  'ARBITRATION',
  'UPHELD',
  'WITHDRAWN',
  'INTERCEPTING',
  'NOT_STOPPED',
  'AWAITING_RETURN',
  'REFUNDING',
  'CLOSED',
  'SETTLED',
  'REPAIRING',
  'NEEDS_HUMAN',
] as const;

export type CancellationState = (typeof CANCELLATION_STATES)[number];

/** Who may act. A service acts for the shop's own systems, `system` is Rescind itself. */
export const ROLES = [
  'customer',
  'merchant',
  'service',
  'support',
  'supervisor',
  'operator',
  'auditor',
  'system',
] as const;
export type Role = (typeof ROLES)[number];

/** Every act has one: an opaque id and a role, never a name or an address. */
export interface Actor {
  readonly id: string;
  readonly role: Role;
}

export const SYSTEM_ACTOR: Actor = { id: 'rescind', role: 'system' };

/** On whom a cancellation waits. */
export type WaitingOn = 'CUSTOMER' | 'MERCHANT' | 'CARRIER' | 'SHOP' | 'PAYMENT' | 'OPERATOR' | 'NONE';

interface Transition {
  readonly to: CancellationState;
  /** Roles that may cause it. */
  readonly by: readonly Role[];
}

const SYSTEM: readonly Role[] = ['system'];
const DECIDERS: readonly Role[] = ['merchant', 'service', 'system'];
const WITHDRAWERS: readonly Role[] = ['customer', 'service', 'support', 'supervisor', 'operator', 'system'];
const SUPPORT: readonly Role[] = ['support', 'supervisor', 'operator', 'service'];
const ARBITERS: readonly Role[] = ['supervisor', 'support', 'service'];

/** Who may take a rejection to arbitration: the customer, or those who speak for him. */
export const ESCALATORS: readonly Role[] = ['customer', 'service', 'support', 'supervisor'];

const stuck: Transition = { to: 'NEEDS_HUMAN', by: SYSTEM };
const withdrawn: Transition = { to: 'WITHDRAWN', by: WITHDRAWERS };

/** From which state to which, and who may cause it. Workflow, database and API all go by this table. */
export const TRANSITIONS: Readonly<Record<CancellationState, readonly Transition[]>> = {
  REQUESTED: [
    { to: 'DENIED', by: SYSTEM },
    { to: 'AWAITING_DECISION', by: SYSTEM },
    { to: 'ARBITRATION', by: SYSTEM },
    { to: 'INTERCEPTING', by: SYSTEM },
    { to: 'REFUNDING', by: SYSTEM },
    withdrawn,
    stuck,
  ],
  DENIED: [],
  AWAITING_DECISION: [
    { to: 'INTERCEPTING', by: DECIDERS },
    { to: 'REFUNDING', by: DECIDERS },
    { to: 'REJECTED', by: DECIDERS },
    { to: 'ARBITRATION', by: SYSTEM },
    { to: 'OFFERED', by: ['merchant', 'service'] },
    { to: 'DENIED', by: SYSTEM },
    withdrawn,
    stuck,
  ],
  OFFERED: [
    { to: 'AWAITING_DECISION', by: ['customer', 'service', 'system'] },
    { to: 'DENIED', by: SYSTEM },
    withdrawn,
    stuck,
  ],
  REJECTED: [],
  ARBITRATION: [
    { to: 'INTERCEPTING', by: [...ARBITERS, 'system'] },
    { to: 'REFUNDING', by: [...ARBITERS, 'system'] },
    { to: 'UPHELD', by: [...ARBITERS, 'system'] },
    withdrawn,
    stuck,
  ],
  UPHELD: [],
  WITHDRAWN: [],
  INTERCEPTING: [
    { to: 'NOT_STOPPED', by: SYSTEM },
    { to: 'AWAITING_RETURN', by: SYSTEM },
    { to: 'REFUNDING', by: SYSTEM },
    { to: 'DENIED', by: SYSTEM },
    withdrawn,
    stuck,
  ],
  NOT_STOPPED: [],
  AWAITING_RETURN: [
    { to: 'REFUNDING', by: [...SUPPORT, 'merchant', 'system'] },
    { to: 'NOT_STOPPED', by: SYSTEM },
    withdrawn,
    stuck,
  ],
  REFUNDING: [{ to: 'CLOSED', by: SYSTEM }, stuck],
  CLOSED: [{ to: 'SETTLED', by: SYSTEM }, stuck],
  SETTLED: [{ to: 'REPAIRING', by: SYSTEM }],
  REPAIRING: [{ to: 'SETTLED', by: SYSTEM }, stuck],
  NEEDS_HUMAN: [
    { to: 'REQUESTED', by: SUPPORT },
    { to: 'AWAITING_DECISION', by: SUPPORT },
    { to: 'OFFERED', by: SUPPORT },
    { to: 'ARBITRATION', by: SUPPORT },
    { to: 'INTERCEPTING', by: SUPPORT },
    { to: 'AWAITING_RETURN', by: SUPPORT },
    { to: 'REFUNDING', by: SUPPORT },
    { to: 'CLOSED', by: SUPPORT },
    { to: 'REJECTED', by: SUPPORT },
    { to: 'UPHELD', by: ARBITERS },
    { to: 'NOT_STOPPED', by: SUPPORT },
    { to: 'REPAIRING', by: SUPPORT },
    { to: 'WITHDRAWN', by: WITHDRAWERS },
  ],
};

/** States in which nothing more will happen by itself; REPAIRING may still follow SETTLED. */
export const ENDED_STATES = [
  'DENIED',
  'REJECTED',
  'UPHELD',
  'WITHDRAWN',
  'NOT_STOPPED',
  'SETTLED',
] as const satisfies readonly CancellationState[];

/** Ends after which the order goes ahead: nothing was given back, and nothing is kept. */
export const GOES_AHEAD_STATES: readonly CancellationState[] = ENDED_STATES.filter((state) => state !== 'SETTLED');

/** States in which an order takes no other cancellation: neither CLOSED nor otherwise ended. */
export const ACTIVE_STATES = CANCELLATION_STATES.filter(
  (state) => state !== 'CLOSED' && state !== 'REPAIRING' && !(ENDED_STATES as readonly string[]).includes(state),
);

/** May this role move a cancellation from one state to the other? */
export function mayMove(move: { from: CancellationState; to: CancellationState; role: Role }): boolean {
  return TRANSITIONS[move.from].some(({ to, by }) => to === move.to && by.includes(move.role));
}
