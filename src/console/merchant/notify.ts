/** May this page show notifications? Asks where that was never answered; false where the browser has none. */
export async function mayNotify(): Promise<boolean> {
  if (!('Notification' in window)) return false;
  return (await Notification.requestPermission()) === 'granted';
}

/** Shows a notification where that is allowed. The same `tag` is shown once, however many windows are open; a click leads to this one. */
export function notify(text: string, tag: string): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  try {
    const shown = new Notification(text, { tag });
    shown.onclick = () => window.focus();
  } catch {
    // Phones show notifications of installed pages alone, and throw: the tone and the page's own line have to do.
  }
}
