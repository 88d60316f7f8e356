/** One variable of the environment that is missing or wrong. */
export interface BadVariable {
  name: string;
  problem: string;
}

/**
 * The environment can't be used. The message is a table of every bad variable; values
 * are never shown, they may be secret.
 */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';

  constructor(readonly variables: readonly BadVariable[]) {
    const width = Math.max(...variables.map(({ name }) => name.length));
    const rows = variables.map(({ name, problem }) => `  ${name.padEnd(width)}  ${problem}`);
    super(['The environment is not usable:', ...rows].join('\n'));
  }
}
