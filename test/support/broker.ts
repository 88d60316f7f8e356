import { randomBytes } from 'node:crypto';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunParts } from './run-parts';

const VARIABLE = 'RESCIND_TEST_BROKER';

/**
 * Answers the test files' questions for parts; the first question for a part starts it. It
 * runs in the process that owns the run.
 */
export async function openBroker(parts: RunParts): Promise<Server> {
  const token = randomBytes(16).toString('hex');
  const server = createServer((request, response) => {
    // A kept connection may be closed just when a test, long busy with something else, asks again.
    response.setHeader('connection', 'close');
    const [, given, name] = (request.url ?? '').split('/');
    const part = given === token && name !== undefined && name in parts ? parts[name as keyof RunParts] : undefined;
    const answer = part === undefined ? Promise.reject(new Error(`no such part: ${name ?? ''}`)) : part();
    answer.then(
      (found) => response.end(JSON.stringify(found)),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env[VARIABLE] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${token}`;
  return server;
}

/**
 * Asks for a part of the run, from a test file.
 * @throws {Error} with the reason when the part could not be started.
 */
export async function askFor<Name extends keyof RunParts>(name: Name): Promise<Awaited<ReturnType<RunParts[Name]>>> {
  const broker = process.env[VARIABLE];
  if (broker === undefined) throw new Error('No test run is set up: run the tests with npm test or npx jest');
  const response = await fetch(`${broker}/${name}`);
  if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
  return (await response.json()) as Awaited<ReturnType<RunParts[Name]>>;
}
