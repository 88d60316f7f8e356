import type { Command } from 'commander';
import type { OpenDoors } from './doors';
import type { ExitCode } from './exit-codes';
import type { Terminal } from './terminal';

/** What the commands stand on. */
export interface CliParts {
  readonly terminal: Terminal;
  readonly openDoors: OpenDoors;
}

/** Adds commands to the program; each ends by calling `done` with its exit code. */
export type AddCommands = (program: Command, parts: CliParts & { readonly done: (code: ExitCode) => void }) => void;
