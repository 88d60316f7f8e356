const ROOMS = '^(src|workflows|activities|temporal-config|test)/';
const PURE_TEMPORAL_CONFIG = '^temporal-config/(task-queues|activity-options|search-attributes)';
const MESSAGES = '^workflows/[^/]+/messages';

/** A room may import itself and the rooms named, nothing else of ours. */
const only = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: ROOMS, pathNot: [from, ...to] },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'nothing-imports-tests', severity: 'error', from: { pathNot: '^test/' }, to: { path: '^test/' } },
    only('domain-imports-nothing', '^src/domain/', []),
    only('ports-import-domain', '^src/ports/', ['^src/domain/']),
    only('config-imports-nothing', '^src/config/', []),
    only('temporal-config-imports-domain', '^temporal-config/', ['^src/domain/']),
    only('activities-import-ports', '^activities/', ['^src/(domain|ports)/', '^temporal-config/']),
    only('workflows-import-domain', '^workflows/', ['^src/domain/', '^activities/contract', PURE_TEMPORAL_CONFIG]),
    only('adapters-import-ports', '^src/adapters/', ['^src/(domain|ports)/']),
    only('api-imports-client', '^src/api/', ['^src/(domain|ports|client|config)/']),
    only('client-imports-messages-and-sdk', '^src/client/', [
      '^src/(domain|sdk)/',
      MESSAGES,
      '^temporal-config/(task-queues|search-attributes|connection)',
    ]),
    only('sdk-imports-nothing', '^src/sdk/', []),
    only('console-imports-generated-types', '^src/console/', ['^src/sdk/generated/']),
    only('sandbox-imports-nothing', '^src/sandbox/', []),
    only('worker-composes-activities', '^src/worker/', [
      '^src/(domain|ports|config|adapters)/',
      '^activities/',
      '^temporal-config/',
    ]),
    only('local-launches', '^src/local/', ['^src/(domain|config|adapters)/', '^temporal-config/']),
    only('cli-uses-doors', '^src/cli/', [
      '^src/(domain|ports|config|client|sdk|local|adapters|bench)/',
      '^src/start',
      '^src/worker/replay-history',
      '^temporal-config/',
    ]),
    only('bench-uses-doors', '^src/bench/', [
      '^src/(domain|ports|adapters|client|local|sdk)/',
      MESSAGES,
      '^temporal-config/',
    ]),
    {
      name: 'contract-is-types-only',
      comment: 'A value from activities/ inside a workflow would pull Node into the sandbox.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domain-has-no-package',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'core'] },
    },
    {
      name: 'workflows-reach-no-package-but-temporal',
      severity: 'error',
      from: { path: '^workflows/' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'core'],
        pathNot: 'node_modules/@temporalio/(workflow|common)/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'default', 'types'] },
  },
};
