/** What the doctor says of one part. */
export interface Finding {
  part: string;
  /** `problem` keeps Rescind from starting; `note` only says that something is missing that is needed now and then. */
  state: 'ok' | 'note' | 'problem';
  /** Which one is used, from where, its version; or what is wrong and what to do. */
  detail: string;
}

/** Runs a check; a failure of the check itself is its finding. */
export async function finding(part: string, check: () => Promise<Omit<Finding, 'part'>>): Promise<Finding> {
  try {
    return { part, ...(await check()) };
  } catch (error) {
    return { part, state: 'problem', detail: error instanceof Error ? error.message : String(error) };
  }
}
