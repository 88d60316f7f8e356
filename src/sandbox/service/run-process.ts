import { z } from 'zod';
import type { Sandbox } from './sandbox';

const schema = z.object({
  SANDBOX_DATABASE_URL: z.string().min(1),
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  RESCIND_API_URL: z.url().optional(),
  RESCIND_WEBHOOK_SECRET: z.string().min(16).optional(),
});

/** The environment of a sandbox process. */
export type SandboxEnvironment = z.infer<typeof schema>;

/** Runs a sandbox as a process of its own: prints `{"port":…}` once it listens, ends cleanly on SIGTERM and SIGINT. */
export async function runProcess(start: (environment: SandboxEnvironment) => Promise<Sandbox>): Promise<void> {
  const given = Object.entries(process.env).filter(([, value]) => value !== '');
  const read = schema.safeParse(Object.fromEntries(given));
  if (!read.success) {
    const names = read.error.issues.map((issue) => issue.path.join('.'));
    process.stderr.write(`Missing or wrong in the environment: ${names.join(', ')}\n`);
    process.exitCode = 2;
    return;
  }
  const sandbox = await start(read.data);
  process.stdout.write(`${JSON.stringify({ port: sandbox.port })}\n`);
  let closing: Promise<void> | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      closing ??= sandbox.close();
    });
  }
}
