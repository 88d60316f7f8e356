export interface NoOps {
  noOp: () => Promise<void>;
}

/** A step that does nothing. */
export const noOps: NoOps = { noOp: () => Promise.resolve() };
