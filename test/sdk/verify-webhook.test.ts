import { Webhook } from 'standardwebhooks';
import { verifyWebhook, WebhookVerificationError } from '../../src/sdk/http-client';

const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const OTHER = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
const BODY = JSON.stringify({ type: 'cancellation.settled', timestamp: '2026-03-01T12:00:00.000Z', data: {} });

function signed(body: string, at = new Date(), secret = SECRET): Record<string, string> {
  return {
    'webhook-id': 'dlv_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign('dlv_1', at, body),
  };
}

const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000);

it('a message is verified from text or bytes, Node’s headers or fetch’s, with one secret or several', () => {
  const headers = signed(BODY);
  for (const body of [BODY, Buffer.from(BODY), new Uint8Array(Buffer.from(BODY))]) {
    for (const had of [headers, new Headers(headers)]) {
      expect(verifyWebhook(body, had, SECRET)).toMatchObject({ type: 'cancellation.settled' });
      expect(verifyWebhook(body, had, [OTHER, SECRET])).toMatchObject({ type: 'cancellation.settled' });
    }
  }
});

it.each([
  ['another secret', BODY, signed(BODY, new Date(), OTHER)],
  ['a changed body', `${BODY} `, signed(BODY)],
  ['a changed id', BODY, { ...signed(BODY), 'webhook-id': 'dlv_2' }],
  ['a changed time', BODY, { ...signed(BODY), 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) + 1) }],
  ['an old time', BODY, signed(BODY, ago(301))],
  ['a time to come', BODY, signed(BODY, ago(-302))],
  ['no signature', BODY, { ...signed(BODY), 'webhook-signature': '' }],
  ['another kind of signature', BODY, { ...signed(BODY), 'webhook-signature': 'v1a,AAAA' }],
  ['no id', BODY, { ...signed(BODY), 'webhook-id': undefined }],
  ['a list of signatures in two headers', BODY, { ...signed(BODY), 'webhook-signature': ['v1,a', 'v1,b'] }],
  ['no JSON', 'hello', signed('hello')],
  ['bytes that are no UTF-8', Buffer.from([0xff]), signed('\uFFFD')],
])('a message with %s is not believed', (_what, body, headers) => {
  expect(() => verifyWebhook(body, headers, SECRET)).toThrow(WebhookVerificationError);
});
