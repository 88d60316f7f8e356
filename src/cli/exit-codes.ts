/** How a command ends; docs/cli.md says the same. */
export const EXIT = {
  DONE: 0,
  /** A refusal, or a check that found a difference. */
  REFUSED: 1,
  /** Wrong arguments, or a file that can't be read. */
  USAGE: 2,
  /** Nothing runs, or it does not answer. */
  UNREACHABLE: 3,
  /** A fault of ours. */
  FAULT: 4,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with one message for people, without a stack trace. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    readonly exitCode: ExitCode,
    message: string,
  ) {
    super(message);
  }
}
