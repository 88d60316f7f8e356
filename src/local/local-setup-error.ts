/**
 * Something on this machine keeps a part from starting. The message says what to do; it is shown without a stack trace.
 */
export class LocalSetupError extends Error {
  override readonly name = 'LocalSetupError';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
