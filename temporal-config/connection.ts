import { readFileSync } from 'node:fs';
import { Connection } from '@temporalio/client';
import { retriesThatEndOnClose } from './calls-after-close';

/** Where Temporal is and how to be let in. Certificates are paths of PEM files. */
export interface TemporalTarget {
  address: string;
  namespace: string;
  apiKey?: string;
  tls?: { serverCa?: string; clientCertificate?: string; clientKey?: string; serverName?: string };
}

/** Options that both kinds of connection take, the client's and the worker's. */
export interface TemporalConnectionOptions {
  address: string;
  apiKey?: string;
  tls?: {
    serverRootCACertificate?: Buffer;
    serverNameOverride?: string;
    clientCertPair?: { crt: Buffer; key: Buffer };
  };
}

/** Reads the certificates and puts the options together, for `Connection` and `NativeConnection` alike. */
export function connectionOptions({ address, apiKey, tls }: TemporalTarget): TemporalConnectionOptions {
  return {
    address,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(tls === undefined
      ? {}
      : {
          tls: {
            ...(tls.serverCa === undefined ? {} : { serverRootCACertificate: readFileSync(tls.serverCa) }),
            ...(tls.serverName === undefined ? {} : { serverNameOverride: tls.serverName }),
            ...(tls.clientCertificate === undefined || tls.clientKey === undefined
              ? {}
              : { clientCertPair: { crt: readFileSync(tls.clientCertificate), key: readFileSync(tls.clientKey) } }),
          },
        }),
  };
}

/** A connection that answers: fails within ten seconds when Temporal does not. */
export async function connectTemporal(target: TemporalTarget): Promise<Connection> {
  return Connection.connect({ ...connectionOptions(target), interceptors: retriesThatEndOnClose() });
}

/** A connection that is made at the first call, so that a process can start while Temporal is away. */
export function lazyTemporalConnection(target: TemporalTarget): Connection {
  return Connection.lazy({ ...connectionOptions(target), interceptors: retriesThatEndOnClose() });
}
