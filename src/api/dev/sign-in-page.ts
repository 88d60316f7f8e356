import type { LocalSession } from '../../ports/local-sign-in';
import type { KeyIdentity } from '../../ports/api-key-store';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** The page that a sign-in link opens: a button, because opening it may do nothing. */
export function askPage(identity: KeyIdentity, token: string): string {
  return page(`
    <p>Sign in on this machine as <strong>${escaped(whoOf(identity))}</strong>?</p>
    <form method="post" action="/dev/sign-in">
      <input type="hidden" name="token" value="${escaped(token)}">
      <button type="submit">Sign in</button>
    </form>`);
}

/** The page after it. */
export function tokenPage({ identity, token, expiresAt }: LocalSession): string {
  return page(`
    <p>Signed in as <strong>${escaped(whoOf(identity))}</strong> until ${escaped(expiresAt.toISOString())}. Send this with each request:</p>
    <pre>Authorization: Bearer ${escaped(token)}</pre>`);
}

function whoOf({ actor, shopId, merchantId }: KeyIdentity): string {
  return `${actor.role}${merchantId === undefined ? '' : ` of ${merchantId}`}, shop ${shopId}`;
}

function page(content: string): string {
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Rescind: sign in</title></head>
  <body><main><h1>Rescind</h1>${content}
  </main></body>
</html>
`;
}
