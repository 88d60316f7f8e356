import type { Role } from '../../domain/cancellation';

/** What can be done through the API. */
export type Action =
  | 'putOrder'
  | 'readOrder'
  | 'putMerchant'
  | 'quote'
  | 'request'
  | 'decide'
  | 'withdraw'
  | 'pullLever'
  | 'readCancellations'
  | 'readDrift'
  | 'putBalance'
  | 'readBalance'
  | 'addDestination'
  | 'readDestinations'
  | 'eraseDestination'
  | 'readWebhooks'
  | 'manageWebhooks';

const READ: readonly Action[] = [
  'readOrder',
  'quote',
  'readCancellations',
  'readDrift',
  'readBalance',
  'readDestinations',
];
const STAFF: readonly Action[] = [...READ, 'withdraw', 'pullLever', 'addDestination', 'eraseDestination'];

/**
 * Who may do what. What a role may do to a cancellation in its state, the step's transaction checks by the table of transitions. Customers
 * and Rescind itself come in by other doors.
 */
const PERMISSIONS: Readonly<Record<Role, readonly Action[]>> = {
  service: [...STAFF, 'putOrder', 'putMerchant', 'request', 'decide', 'putBalance', 'readWebhooks', 'manageWebhooks'],
  merchant: ['decide', 'readCancellations'],
  support: STAFF,
  supervisor: STAFF,
  operator: [...STAFF, 'readWebhooks'],
  auditor: READ,
  customer: [],
  system: [],
};

/** May this role do it at all? */
export function mayDo(role: Role, action: Action): boolean {
  return PERMISSIONS[role].includes(action);
}
