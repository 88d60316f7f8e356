/** The folder as a whole can't be read: one message that says what to do; nothing was written. */
export class OlistError extends Error {
  override readonly name = 'OlistError';

  constructor(
    readonly code: 'FOLDER_MISSING' | 'FILE_MISSING' | 'FILE_UNREADABLE' | 'COLUMNS_MISSING',
    message: string,
  ) {
    super(message);
  }
}
