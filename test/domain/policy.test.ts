import fc from 'fast-check';
import { canonicalJson, DEFAULT_POLICY, policyOf } from '../../src/domain/policy-snapshot';
import type { Policy } from '../../src/domain/policy';
import { validatePolicy } from '../../src/domain/policy-check';

test('the default policy holds', () => {
  expect(validatePolicy(DEFAULT_POLICY)).toEqual([]);
});

test.each<[string, string, Partial<Record<keyof Policy, unknown>>]>([
  ['policyId', 'EMPTY', { policyId: '' }],
  ['version', 'ZERO', { version: 0 }],
  ['requestWindowMinutes', 'NEGATIVE', { requestWindowMinutes: -1 }],
  ['graceMinutes', 'NOT_WHOLE', { graceMinutes: 0.5 }],
  ['decisionMs', 'ZERO', { decisionMs: 0 }],
  ['onTimeout', 'UNKNOWN_VALUE', { onTimeout: 'SHRUG' }],
  ['interceptInTransit', 'NOT_BOOLEAN', { interceptInTransit: 'yes' }],
  [
    'fees[0].basisPoints',
    'TOO_GREAT',
    { fees: [{ fromMinutes: 0, basisPoints: 10_001, fixed: 0, cap: null, faults: [] }] },
  ],
  [
    'fees[0].faults',
    'UNKNOWN_VALUE',
    { fees: [{ fromMinutes: 0, basisPoints: 0, fixed: 0, cap: null, faults: ['NOBODY'] }] },
  ],
])('%s: %s is found', (field, code, wrong) => {
  expect(validatePolicy({ ...DEFAULT_POLICY, ...wrong } as Policy)).toEqual([{ field, code }]);
});

test('canonical JSON does not depend on the order of keys and reads back as the value', () => {
  const shuffled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffled);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, item]) => [key, shuffled(item)]),
    );
  };
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(shuffled(value))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 1_000 },
  );
});

test('canonical JSON leaves undefined out, writes dates as ISO 8601 and refuses what is no data', () => {
  expect(canonicalJson({ b: 1, a: undefined, at: new Date(0) })).toBe('{"at":"1970-01-01T00:00:00.000Z","b":1}');
  for (const value of [NaN, Infinity, 1n, undefined, () => 1]) expect(() => canonicalJson(value)).toThrow(TypeError);
});

test('a missing policy is a fault that names the merchant', () => {
  expect(() => policyOf(new Map(), 'M7')).toThrow('M7');
});
