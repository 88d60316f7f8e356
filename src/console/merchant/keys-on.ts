const KEPT = 'rescind.keys';

/** Single keys act, unless somebody has switched them off on this device: dictation and some tools type letters by themselves. */
export function areKeysOn(): boolean {
  return localStorage.getItem(KEPT) !== 'off';
}

export function switchKeys(on: boolean): void {
  localStorage.setItem(KEPT, on ? 'on' : 'off');
}
