import { freePort } from '../ports';
import { liveOwner } from '../run-record';
import { readRuntime } from '../runtime-file';
import { type Finding, finding } from './finding';

const PORTS = { API: 3000, Temporal: 7233, 'Web UI': 8233, PostgreSQL: 54_329 };

async function checkPorts(): Promise<Finding> {
  const taken: string[] = [];
  for (const [name, port] of Object.entries(PORTS))
    if ((await freePort(port)) !== port) taken.push(`${port} (${name})`);
  const detail = taken.length === 0 ? 'all free' : `taken: ${taken.join(', ')}; a start uses others and prints them`;
  return { part: 'Ports', state: taken.length === 0 ? 'ok' : 'note', detail };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(3_000) })).ok;
  } catch {
    return false;
  }
}

/** Whether an instance runs from this clone and how it is; if none does, whether its usual ports are free. */
export async function checkRunning(stateFolder: string): Promise<Finding[]> {
  const pid = liveOwner(stateFolder);
  if (pid === undefined)
    return [{ part: 'Running', state: 'ok', detail: 'no (npm start starts it)' }, await checkPorts()];
  const runtime = readRuntime(stateFolder);
  if (runtime === undefined)
    return [{ part: 'Running', state: 'note', detail: `process ${pid} is still starting or stopping` }];
  const parts = { API: runtime.apiUrl, ...runtime.sandboxes };
  const checks = Object.entries(parts).map(([name, url]) =>
    finding(`Running: ${name}`, async () => {
      const ready = await isReady(url);
      return { state: ready ? 'ok' : 'problem', detail: ready ? url : `${url} is not ready; see ${stateFolder}/logs` };
    }),
  );
  return [{ part: 'Running', state: 'ok', detail: `process ${pid}` }, ...(await Promise.all(checks))];
}
