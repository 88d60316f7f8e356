import { Command, CommanderError } from 'commander';
import { EnvironmentError } from '../config/environment-error';
import { LocalSetupError } from '../local/local-setup-error';
import { OlistError } from '../adapters/import/olist/olist-error';
import { RescindUnavailable } from '../client/rescind-unavailable';
import { RescindHttpError } from '../sdk/rescind-http-error';
import { addActs } from './commands/acts';
import { addBank } from './commands/bank';
import { addBench } from './commands/bench';
import { addCase } from './commands/case';
import { addCreditNote } from './commands/credit-note';
import { addDrift } from './commands/drift';
import { addDemo } from './commands/demo';
import { addImport } from './commands/import-olist';
import { addKeys } from './commands/keys';
import { addEscalation } from './commands/escalation';
import { addOffers } from './commands/offers';
import { addMachine } from './commands/machine';
import { addReads } from './commands/reads';
import { addQuote } from './commands/quote';
import { addReconcile } from './commands/reconcile';
import { addRequest } from './commands/request';
import { addVerify } from './commands/verify-olist';
import { addWebhooks } from './commands/webhooks';
import { addVerifyTimeline } from './commands/verify-timeline';
import { CliError, EXIT, type ExitCode } from './exit-codes';
import type { AddCommands, CliParts } from './add-commands';

const COMMANDS: readonly AddCommands[] = [
  addMachine,
  addImport,
  addQuote,
  addRequest,
  addActs,
  addOffers,
  addEscalation,
  addReads,
  addDrift,
  addReconcile,
  addWebhooks,
  addCreditNote,
  addBank,
  addDemo,
  addVerify,
  addVerifyTimeline,
  addCase,
  addKeys,
  addBench,
];

/** Runs one command line and returns its exit code; never throws. */
export async function runCli(args: readonly string[], parts: CliParts): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.DONE;
  const { out, err } = parts.terminal;
  const program = new Command('rescind')
    .description('Cancels orders durably: money, stock and parcel, and the proof of it')
    .showHelpAfterError('(rescind --help lists the commands; rescind help <command> explains one)')
    .configureOutput({
      writeOut: (text) => {
        out(text.trimEnd());
      },
      writeErr: (text) => {
        err(text.trimEnd());
      },
    })
    .exitOverride();
  const done = (code: ExitCode) => {
    exitCode = code;
  };
  for (const add of COMMANDS) add(program, { ...parts, done });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return exitCodeOf(error, err);
  }
}

function exitCodeOf(error: unknown, err: (text: string) => void): ExitCode {
  // Commander has written its own message.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.DONE : EXIT.USAGE;
  const [code, message] = describe(error);
  err(message);
  return code;
}

function describe(error: unknown): [ExitCode, string] {
  if (error instanceof CliError) return [error.exitCode, error.message];
  if (error instanceof OlistError || error instanceof EnvironmentError) return [EXIT.USAGE, error.message];
  if (error instanceof RescindUnavailable) return [EXIT.UNREACHABLE, error.message];
  if (error instanceof RescindHttpError) {
    return [error.status === 0 || error.status === 503 ? EXIT.UNREACHABLE : EXIT.FAULT, error.message];
  }
  if (error instanceof LocalSetupError) return [EXIT.UNREACHABLE, error.message];
  if (isUnreachable(error)) {
    return [
      EXIT.UNREACHABLE,
      `Rescind does not answer (${String((error as NodeJS.ErrnoException).code)}). Is it running? npm start`,
    ];
  }
  return [EXIT.FAULT, error instanceof Error ? (error.stack ?? error.message) : String(error)];
}

function isUnreachable(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'ETIMEDOUT';
}
