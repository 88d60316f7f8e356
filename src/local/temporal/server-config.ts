import type { DatabaseAddress } from './database-address';

/** Names of the two databases that a Temporal server keeps on PostgreSQL. */
export const TEMPORAL_DATABASES = ['temporal', 'temporal_visibility'] as const;

/** Fixed for ever in a database once it was started with it. */
const HISTORY_SHARDS = 4;

const SERVICES = ['frontend', 'matching', 'history', 'worker'] as const;

/** How many ports serverConfig needs: one for calls and one for membership, per service. */
export const PORTS_NEEDED = SERVICES.length * 2;

/** What a server is started with. */
export interface ServerSetup {
  database: DatabaseAddress;
  /** PORTS_NEEDED ports; the first takes the clients' calls. */
  ports: readonly number[];
  dynamicConfigFile: string;
}

function store(database: DatabaseAddress, { name, connections }: { name: string; connections: number }): object {
  return {
    sql: {
      pluginName: 'postgres12',
      databaseName: name,
      connectAddr: `${database.host}:${database.port}`,
      connectProtocol: 'tcp',
      user: database.user,
      password: database.password,
      maxConns: connections,
      maxIdleConns: connections,
      maxConnLifetime: '1h',
      ...(database.tls === undefined
        ? {}
        : { tls: { enabled: true, enableHostVerification: database.tls.verifyHost } }),
    },
  };
}

/**
 * The configuration of a Temporal server with all its services in one process, reachable from this machine only. JSON,
 * which is YAML too. It holds the database's password: write it to a file that only we can read.
 */
export function serverConfig({ database, ports, dynamicConfigFile }: ServerSetup): string {
  const config = {
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'default',
      visibilityStore: 'visibility',
      numHistoryShards: HISTORY_SHARDS,
      datastores: {
        default: store(database, { name: TEMPORAL_DATABASES[0], connections: 20 }),
        visibility: store(database, { name: TEMPORAL_DATABASES[1], connections: 10 }),
      },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: Object.fromEntries(
      SERVICES.map((service, index) => [
        service,
        { rpc: { grpcPort: ports[index], membershipPort: ports[index + SERVICES.length], bindOnLocalHost: true } },
      ]),
    ),
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `127.0.0.1:${ports[0] ?? 0}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    archival: { history: { state: 'disabled' }, visibility: { state: 'disabled' } },
    namespaceDefaults: { archival: { history: { state: 'disabled' }, visibility: { state: 'disabled' } } },
    dynamicConfigClient: { filepath: dynamicConfigFile, pollInterval: '60s' },
  };
  return JSON.stringify(config, null, 2);
}

/** Settings that a server reads while it runs: on one machine, a new namespace or search attribute counts at once. */
export function dynamicConfig(): string {
  const values = {
    'system.forceSearchAttributesCacheRefreshOnRead': true,
    'system.namespaceCacheRefreshInterval': '1s',
    'frontend.namespaceRPS.visibility': 200,
    'frontend.enableServerVersionCheck': false,
  };
  const entries = Object.entries(values).map(([key, value]) => [key, [{ value }]]);
  return JSON.stringify(Object.fromEntries(entries), null, 2);
}
