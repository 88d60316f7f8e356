let ahead = 0;

/** Sets the clock by what the server said its time is, ISO 8601. */
export function setServerClock(serverTime: string): void {
  ahead = Date.parse(serverTime) - Date.now();
}

/** The server's time, ms since the epoch: deadlines are the server's, whatever this device's clock says. */
export function serverNow(): number {
  return Date.now() + ahead;
}
