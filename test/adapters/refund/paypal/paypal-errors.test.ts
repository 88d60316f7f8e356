import { AdapterFault } from '../../../../src/adapters/http/adapter-fault';
import { toQueryFailure, toSubmitFailure } from '../../../../src/adapters/refund/paypal/errors';
import type { JsonReply } from '../../../../src/adapters/http/json-caller';

const reply = (status: number, body?: unknown): JsonReply => ({ kind: 'reply', status, body });
const error = (name: string, ...issues: string[]) => ({
  name,
  debug_id: 'd',
  details: issues.map((issue) => ({ issue })),
});
const refusal = (...issues: string[]) => reply(422, error('UNPROCESSABLE_ENTITY', ...issues));

describe('what a refusal of PayPal’s means for a leg that was sent', () => {
  test.each([
    'CAPTURE_FULLY_REFUNDED',
    'REFUND_AMOUNT_EXCEEDED',
    'REFUND_TIME_LIMIT_EXCEEDED',
    'REFUND_NOT_ALLOWED',
    'PARTIAL_REFUND_NOT_ALLOWED',
    'MAX_NUMBER_OF_REFUNDS_EXCEEDED',
    'REFUND_CAPTURE_CURRENCY_MISMATCH',
    'CURRENCY_MISMATCH',
    'DECIMAL_PRECISION',
    'DECIMALS_NOT_SUPPORTED',
    'CANNOT_BE_ZERO_OR_NEGATIVE',
    'REFUND_AMOUNT_TOO_LOW',
    'REFUND_IS_RESTRICTED',
    'REFUND_TIME_EXCEEDED_FOR_PAYMENT_SOURCE',
  ])('%s is a failure for ever', (issue) => {
    expect(toSubmitFailure(refusal(issue))).toEqual({ outcome: 'failed', code: issue });
  });

  test.each([
    'REFUND_FAILED_INSUFFICIENT_FUNDS',
    'PENDING_CAPTURE',
    'PAYER_ACCOUNT_LOCKED_OR_CLOSED',
    'PAYEE_ACCOUNT_LOCKED_OR_CLOSED',
    'PAYEE_ACCOUNT_RESTRICTED',
    'AN_ISSUE_OF_NEXT_YEAR',
  ])('%s needs people first', (issue) => {
    expect(toSubmitFailure(refusal(issue))).toEqual({ outcome: 'blocked', code: issue });
  });

  test.each(['TRANSACTION_DISPUTED', 'REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK'])('%s is a dispute', (issue) => {
    expect(toSubmitFailure(refusal(issue))).toEqual({ outcome: 'disputed', code: issue });
  });

  test.each(['DUPLICATE_INVOICE_ID', 'PAYPAL_REQUEST_ID_PREVIOUSLY_USED'])(
    '%s may be this very leg’s refund: for a person',
    (issue) => {
      expect(toSubmitFailure(refusal(issue))).toEqual({ outcome: 'mismatch', code: issue });
    },
  );

  test('of several issues the one that lets the least happen counts', () => {
    expect(toSubmitFailure(refusal('REFUND_NOT_ALLOWED', 'TRANSACTION_DISPUTED'))).toMatchObject({
      outcome: 'disputed',
    });
    expect(toSubmitFailure(refusal('DECIMAL_PRECISION', 'SOMETHING_NEW'))).toMatchObject({ outcome: 'blocked' });
    expect(toSubmitFailure(refusal())).toEqual({ outcome: 'blocked', code: 'UNPROCESSABLE_ENTITY' });
  });

  test.each<[string, JsonReply, object]>([
    [
      'in progress',
      reply(409, error('RESOURCE_CONFLICT', 'PREVIOUS_REQUEST_IN_PROGRESS')),
      { outcome: 'rate_limited', code: 'PREVIOUS_REQUEST_IN_PROGRESS', retryAfterMs: 5_000 },
    ],
    [
      'too many',
      { kind: 'reply', status: 429, body: undefined, retryAfterMs: 7_000 },
      { outcome: 'rate_limited', code: 'RATE_LIMIT_REACHED', retryAfterMs: 7_000 },
    ],
    [
      'no such capture',
      reply(404, error('RESOURCE_NOT_FOUND', 'INVALID_RESOURCE_ID')),
      { outcome: 'failed', code: 'INVALID_RESOURCE_ID' },
    ],
    ['no such page', reply(404, '<html>'), { outcome: 'ambiguous', code: 'UNREADABLE_REFUSAL' }],
    ['a proxy’s bad request', reply(400, '<html>'), { outcome: 'ambiguous', code: 'UNREADABLE_REFUSAL' }],
    ['their fault', reply(500, error('INTERNAL_SERVER_ERROR')), { outcome: 'ambiguous', code: 'PEER_ERROR' }],
    ['unavailable', reply(503), { outcome: 'ambiguous', code: 'PEER_ERROR' }],
    ['elsewhere', reply(302), { outcome: 'ambiguous', code: 'UNREADABLE_ANSWER' }],
    ['lost', { kind: 'lost', code: 'TIMED_OUT' }, { outcome: 'ambiguous', code: 'TIMED_OUT' }],
    ['not sent', { kind: 'not_sent', code: 'NOT_CONNECTED' }, { outcome: 'not_sent', code: 'NOT_CONNECTED' }],
  ])('%s', (_, given, expected) => {
    expect(toSubmitFailure(given)).toEqual(expected);
  });

  test('a sentence is no code: nothing of what PayPal writes is repeated', () => {
    expect(toSubmitFailure(refusal('Mr Miller has no money'))).toEqual({
      outcome: 'ambiguous',
      code: 'UNREADABLE_REFUSAL',
    });
  });
});

test.each([401, 403])('%d is a fault of set-up, for both calls', (status) => {
  const given = reply(status, error('NOT_AUTHORIZED', 'PERMISSION_DENIED'));
  const fault = new AdapterFault('PEER_REFUSED_CREDENTIALS', status, 'PERMISSION_DENIED');
  expect(() => toSubmitFailure(given)).toThrow(fault);
  expect(() => toQueryFailure(given)).toThrow(fault);
});

test('a request that PayPal can’t read is a fault of ours', () => {
  expect(() => toSubmitFailure(reply(400, error('INVALID_REQUEST', 'MISSING_REQUIRED_PARAMETER')))).toThrow(
    'PEER_REFUSED_REQUEST: status 400, MISSING_REQUIRED_PARAMETER',
  );
});

describe('what a refusal means for a leg that was asked about', () => {
  test.each<[string, JsonReply, object]>([
    [
      'unknown',
      reply(404, error('RESOURCE_NOT_FOUND', 'INVALID_RESOURCE_ID')),
      { outcome: 'not_found', code: 'INVALID_RESOURCE_ID' },
    ],
    ['refused', refusal('CAPTURE_FULLY_REFUNDED'), { outcome: 'ambiguous', code: 'CAPTURE_FULLY_REFUNDED' }],
    ['a page', reply(404, '<html>'), { outcome: 'ambiguous', code: 'UNREADABLE_REFUSAL' }],
    ['their fault', reply(500), { outcome: 'ambiguous', code: 'PEER_ERROR' }],
  ])('%s leaves it open', (_, given, expected) => {
    expect(toQueryFailure(given)).toEqual(expected);
  });
});
