const KEPT = 'rescind.alerts';

/** New requests are told by sound and notification, once somebody has switched that on, on this device. */
export function areAlertsOn(): boolean {
  return localStorage.getItem(KEPT) === 'on';
}

export function switchAlerts(on: boolean): void {
  localStorage.setItem(KEPT, on ? 'on' : 'off');
}
