import { spawn } from 'node:child_process';
import path from 'node:path';
import { describeDiagnosis, doctor } from '../../local/doctor';
import { migrate } from '../../adapters/persistence/migrate';
import { CliError, EXIT } from '../exit-codes';
import type { AddCommands } from '../add-commands';
import { show } from '../terminal';

/** `start`, `doctor`, `migrate`, `openapi`: the machine itself. */
export const addMachine: AddCommands = (program, { terminal, done }) => {
  program
    .command('start')
    .description('starts PostgreSQL, Temporal, the sandboxes, the API and the worker, until Ctrl-C')
    .action(async () => {
      const { start } = await import('../../start.js');
      done((await start()) === 0 ? EXIT.DONE : EXIT.FAULT);
    });
  program
    .command('doctor')
    .description('says which part is used from where, its version, and what is wrong')
    .option('--json', 'print JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const diagnosis = await doctor(terminal.env);
      show(terminal, json, { data: diagnosis, lines: describeDiagnosis(diagnosis) });
      done(diagnosis.ok ? EXIT.DONE : EXIT.REFUSED);
    });
  program
    .command('migrate')
    .description('brings the database of DATABASE_URL up to date; any number may do it at once')
    .option('--json', 'print JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const databaseUrl = terminal.env['DATABASE_URL'];
      if (databaseUrl === undefined)
        throw new CliError(EXIT.USAGE, 'Set DATABASE_URL to the database to bring up to date');
      const { applied } = await migrate(databaseUrl);
      show(terminal, json, { data: { applied }, lines: applied.length === 0 ? ['Up to date'] : applied });
      done(EXIT.DONE);
    });
  program
    .command('openapi')
    .description("writes the HTTP API's description (docs/openapi.json) and the types of its client")
    .action(async () => {
      done((await printOpenApi()) === 0 ? EXIT.DONE : EXIT.FAULT);
    });
};

/** The API describes itself, in a process of its own. */
function printOpenApi(): Promise<number | null> {
  const api = path.join(__dirname, '..', '..', 'main.js');
  const child = spawn(process.execPath, [api, '--openapi'], { stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
}
