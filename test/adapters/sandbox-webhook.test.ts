import { createHmac } from 'node:crypto';
import { toChannelAnswer } from '../../src/adapters/refund/sandbox/refund-answer';
import { verify, type WebhookDelivery } from '../../src/adapters/refund/sandbox/webhook';

const NOW = Date.UTC(2026, 0, 5, 12);
const SECONDS = NOW / 1000;
const refund = { id: 'rf_1', payment: 'pay', reference: 'leg', amount: 5, currency: 'BRL', state: 'succeeded' };
const event = { id: 'evt_1', type: 'refund.updated', createdAt: SECONDS, refund };

interface Given {
  secret?: string;
  timestamp?: number | string;
  body?: string;
}

function delivery({ secret = 'new', timestamp = SECONDS, body = JSON.stringify(event) }: Given = {}): WebhookDelivery {
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  const headers = { 'rescind-sandbox-timestamp': String(timestamp), 'rescind-sandbox-signature': signature };
  return { rawBody: Buffer.from(body), headers };
}

const codeOf = (given: WebhookDelivery, secrets = ['old', 'new']) => {
  const verdict = verify(given, secrets, NOW);
  return verdict.ok ? 'ok' : verdict.code;
};

test('an event signed with either live secret is believed', () => {
  expect(verify(delivery({ secret: 'old' }), ['old', 'new'], NOW)).toEqual({ ok: true, event });
  expect(verify(delivery({ secret: 'new' }), ['old', 'new'], NOW)).toEqual({ ok: true, event });
});

test('a vector made with openssl is believed', () => {
  const rawBody = Buffer.from(
    '{"id":"evt_1","type":"refund.updated","createdAt":1767614400,"refund":{"id":"rf_1","payment":"pay","reference":"leg","amount":5,"currency":"BRL","state":"succeeded"}}',
  );
  const headers = {
    'rescind-sandbox-timestamp': '1767614400',
    'rescind-sandbox-signature': 'd25bec75584180f34f9ebfb797066155168b602aa97507a53490aa97aefa5490',
  };
  expect(codeOf({ rawBody, headers }, ['whsec_vector'])).toBe('ok');
});

test.each([
  ['forged with another secret', delivery({ secret: 'forged' })],
  ['with a changed body', { ...delivery(), rawBody: Buffer.from(JSON.stringify(event).replace('5', '6')) }],
  ['with a truncated body', { ...delivery(), rawBody: delivery().rawBody.subarray(0, -1) }],
  ['with a changed timestamp', { ...delivery(), headers: { ...delivery().headers, 'rescind-sandbox-timestamp': '1' } }],
  ['with a truncated signature', changedSignature((signature) => signature.slice(0, -2))],
  ['with more after the signature', changedSignature((signature) => `${signature}00`)],
  ['with a signature that is not hex', changedSignature((signature) => signature.replace(/./g, 'z'))],
])('a delivery %s is refused', (_, given) => {
  expect(codeOf(given)).toBe('SIGNATURE_INVALID');
});

function changedSignature(change: (signature: string) => string): WebhookDelivery {
  const { rawBody, headers } = delivery();
  const signature = change(String(headers['rescind-sandbox-signature']));
  return { rawBody, headers: { ...headers, 'rescind-sandbox-signature': signature } };
}

test('no secret, or an empty one, believes nothing', () => {
  expect(codeOf(delivery(), [])).toBe('SIGNATURE_INVALID');
  expect(codeOf(delivery({ secret: '' }), [''])).toBe('SIGNATURE_INVALID');
});

test('a delivery without one of its headers, or with one twice, is refused', () => {
  const { rawBody, headers } = delivery();
  expect(codeOf({ rawBody, headers: { ...headers, 'rescind-sandbox-timestamp': undefined } })).toBe(
    'SIGNATURE_MISSING',
  );
  expect(codeOf({ rawBody, headers: { ...headers, 'rescind-sandbox-signature': ['a', 'b'] } })).toBe(
    'SIGNATURE_MISSING',
  );
});

test.each([
  [-301, 'TIMESTAMP_OUT_OF_TOLERANCE'],
  [-300, 'ok'],
  [300, 'ok'],
  [301, 'TIMESTAMP_OUT_OF_TOLERANCE'],
])('a timestamp %d s from now is %s', (offset, expected) => {
  expect(codeOf(delivery({ timestamp: SECONDS + offset }))).toBe(expected);
});

test('a timestamp that is no number is out of tolerance', () => {
  expect(codeOf(delivery({ timestamp: 'yesterday' }))).toBe('TIMESTAMP_OUT_OF_TOLERANCE');
});

test.each(['', 'not json', '{}', JSON.stringify({ ...event, type: 'other' })])('a signed %j is unreadable', (body) => {
  expect(codeOf(delivery({ body }))).toBe('EVENT_UNREADABLE');
});

test('an event is held against the leg like any answer', () => {
  const verdict = verify(delivery(), ['new'], NOW);
  if (!verdict.ok) throw new Error(verdict.code);
  const leg = { legId: 'leg', sourceId: 'pay', amount: 5, currency: 'BRL' };
  expect(toChannelAnswer(verdict.event.refund, leg)).toEqual({ outcome: 'succeeded', providerRef: 'rf_1' });
  expect(toChannelAnswer(verdict.event.refund, { ...leg, amount: 6 })).toMatchObject({ outcome: 'mismatch' });
});
