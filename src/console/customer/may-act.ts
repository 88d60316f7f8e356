import type { Session } from '../api/session';

/** May this visitor do something, or did they come by a link to follow only? */
export function mayAct({ purpose }: Session): boolean {
  return purpose !== 'FOLLOW';
}
