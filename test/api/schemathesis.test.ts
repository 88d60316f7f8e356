import { describeApi } from '../../src/api/openapi/describe-api';
import type { Role } from '../../src/domain/cancellation';
import { installedSchemathesis } from '../support/schemathesis/installed-schemathesis';
import { runSchemathesis, type SchemathesisReport } from '../support/schemathesis/run-schemathesis';
import { makePrincipals, MISSING } from './access/principals';
import type { Description } from './fuzz/description';
import { orderBody } from './order-body';
import { standInRuns } from './stand-in-runs';
import { startApi, type TestApi } from './start-api';

/** Requests that are made up for each operation; those that reach each limit on purpose come on top. */
const EXAMPLES = Number(process.env['SCHEMATHESIS_EXAMPLES'] ?? 10);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
/** Half a minute with ten examples, where nothing else runs. */
const WITHIN_MS = 600_000 + EXAMPLES * 20_000;

const DATA_KEYS = `d1:${Buffer.alloc(32, 9).toString('base64')}`;

const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'missing_required_header',
];
// Not `unsupported_method`: what isn't there is not there (404 ROUTE_NOT_FOUND), under whatever verb.

/** Answers that go on for as long as somebody listens, which it would. */
const ENDLESS = '^streamChanges';

const EXAMPLES_OF: Readonly<Record<string, object>> = {
  putOrder: orderBody(),
  quoteCancellation: { reason: 'CHANGED_MIND' },
  requestCancellation: { reason: 'CHANGED_MIND' },
  decideCancellation: { merchantId: 'm_1', outcome: 'APPROVED' },
  putBalance: { kind: 'STORE_CREDIT', currency: 'EUR', movements: [] },
  createWebhookEndpoint: { url: 'https://hooks.example.com/schemathesis' },
};

/** That many may be cancelled before there is nothing left to cancel. */
const OPEN_ORDERS = 20;

/** Path parameters mostly name what is there. */
const KNOWN_SHARE = 0.8;

const installed = installedSchemathesis();
if ('missing' in installed) {
  process.stderr.write(`Schemathesis is not run: ${installed.missing}\n`);
}
const python = 'python' in installed ? installed.python : '';
const itWithPython = python === '' ? it.skip : it;

const runs = standInRuns();
let api: TestApi;
let description: Description;
let config: string;

beforeAll(async () => {
  if (python === '') return;
  const nothing = { start: () => undefined, stop: () => Promise.resolve() };
  api = await startApi({
    env: { RESCIND_RATE_LIMITS: 'off', RESCIND_DATA_KEYS: DATA_KEYS },
    over: () => ({
      temporal: (identity, patience) => runs.door(api.db)(identity, patience),
      // The addresses that are made up here may be somebody's.
      webhookDispatcher: nothing,
      readiness: [],
    }),
  });
  description = withExamples(JSON.parse(JSON.stringify(await describeApi()), buildable) as Description);
  config = configOf(await known());
});
afterAll(async () => {
  if (python !== '') await api.stop();
});

async function known(): Promise<Readonly<Record<string, readonly string[]>>> {
  const [a] = (await makePrincipals(api)).map(({ own }) => own);
  const open = Array.from({ length: OPEN_ORDERS }, (_unused, index) => `open_${index + 1}`);
  for (const orderId of open) await api.as('service').put(`/v1/orders/${orderId}`).send(orderBody()).expect(200);
  const own = Object.keys(MISSING).map((name) => [name, [a?.[name as keyof typeof a] ?? '']] as const);
  return { ...Object.fromEntries(own), orderId: [a?.orderId ?? '', ...open] };
}

/**
 * Without patterns by Unicode category: the generator can check such a text and can't make one up. Their lengths stay, and so does what they are about
 * for bad-input.test.ts.
 */
function buildable(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('pattern' in value) || typeof value.pattern !== 'string')
    return value;
  const { pattern, ...schema } = value;
  if (!pattern.includes('\\p{')) return value;
  const [, minLength, maxLength] = /\{(\d+),(\d+)\}\$$/.exec(pattern) ?? [];
  const lengths = minLength === undefined ? {} : { minLength: Number(minLength), maxLength: Number(maxLength) };
  return { ...lengths, ...schema };
}

/** Bodies that hold together as a whole, which no chance makes up. */
function withExamples(described: Description): Description {
  for (const item of Object.values(described.paths)) {
    for (const { operationId, requestBody } of Object.values(item)) {
      const json = requestBody?.content['application/json'];
      const example = EXAMPLES_OF[operationId];
      if (json !== undefined && example !== undefined) Object.assign(json, { example });
    }
  }
  return described;
}

/** TOML's strings and arrays of them are JSON's. */
function configOf(values: Readonly<Record<string, readonly string[]>>): string {
  const dictionaries = Object.entries(values).map(
    ([name, some]) => `[dictionaries.${name}]\nvalues = ${JSON.stringify(some)}\n`,
  );
  const parameters = Object.keys(values).map(
    (name) => `"path.${name}" = { dictionary = "${name}", probability = ${KNOWN_SHARE} }`,
  );
  return [
    '[auth.openapi.bearer]\nbearer = "${SCHEMATHESIS_BEARER}"\n',
    ...dictionaries,
    '[parameters]',
    ...parameters,
    '',
  ].join('\n');
}

const acceptedIn = (phases: SchemathesisReport['valid_rates'][string]) =>
  Object.values(phases).reduce((sum, { accepted }) => sum + accepted, 0);

/** The whole run as a service; as others, who may do less, what is made up at random. */
const RUNS: readonly (readonly [Role, string])[] = [
  ['service', 'examples,coverage,fuzzing'],
  ['merchant', 'fuzzing'],
  ['support', 'fuzzing'],
];

describe('Schemathesis finds nothing', () => {
  itWithPython.each(RUNS)(
    'as %s: %s',
    async (role, phases) => {
      const { report, printed } = await runSchemathesis({
        ...{ python, url: api.url, description, config, bearer: api.keyOf(role), withinMs: WITHIN_MS },
        args: [
          ...['--phases', phases, '--checks', CHECKS.join(','), '--exclude-operation-id-regex', ENDLESS],
          ...['--max-examples', String(EXAMPLES), '--seed', String(SEED), '--generation-database', 'none'],
          ...['--no-shrink', '--continue-on-failure', '--request-timeout', '15', '--warnings', 'off'],
        ],
      });
      const { operations, stop_reason, failures, errors, test_cases, running_time } = report;
      process.stderr.write(
        `Schemathesis as ${role}: ${test_cases.generated} requests in ${Math.round(running_time)} s\n`,
      );
      if (failures.length + errors.length > 0) throw new Error(printed);
      expect(stop_reason).toBe('completed');
      expect(operations.selected).toBeGreaterThan(50);
      expect(operations.tested).toBe(operations.selected);
      if (role !== 'service') return;
      // It is no use to be refused at the door alone.
      const succeeded = Object.values(report.valid_rates).filter((phase) => acceptedIn(phase) > 0);
      expect(succeeded.length).toBeGreaterThan(operations.tested * 0.7);
    },
    WITHIN_MS + 5_000,
  );
});
