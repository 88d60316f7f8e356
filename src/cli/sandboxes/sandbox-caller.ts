import { CliError, EXIT } from '../exit-codes';

/** One call to a sandbox process of this machine, JSON in and out. */
export type SandboxCall = <T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => Promise<T>;

const PATIENCE_MS = 30_000;

/** Calls the sandbox at this address; throws CliError UNREACHABLE, or FAULT where it refuses. */
export function sandboxAt(url: string): SandboxCall {
  return async <T>(method: string, path: string, body?: unknown) => {
    const response = await fetch(url + path, {
      method,
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    }).catch((error: unknown) => {
      throw new CliError(EXIT.UNREACHABLE, `The sandbox at ${url} does not answer: ${(error as Error).message}`);
    });
    const text = await response.text();
    if (!response.ok) {
      throw new CliError(EXIT.FAULT, `The sandbox at ${url} answered ${response.status} to ${method} ${path}: ${text}`);
    }
    return JSON.parse(text) as T;
  };
}
