import { z } from 'zod';

/** Every way in which a sandbox can be told to fail. What each does: docs/sandbox.md. */
const FAULT_KINDS = [
  'refuse',
  'timeout_before',
  'lost_answer',
  'delay',
  'rate_limit',
  'wrong_amount',
  'garbage',
  'server_error',
] as const;

/**
 * A rule that makes an operation fail. Without `rate` and `times` it always does; `match` narrows it to one subject.
 * The same seed and the same subjects give the same failures, in whatever order the calls come.
 */
export interface Fault {
  readonly operation: string;
  readonly kind: (typeof FAULT_KINDS)[number];
  readonly seed: number;
  /** 0 to 1: the share of calls that fail. */
  readonly rate?: number | undefined;
  /** How often it fails before it stops failing. */
  readonly times?: number | undefined;
  readonly match?: Readonly<Record<string, string>> | undefined;
  /** For `delay`, ms. */
  readonly ms: number;
  /** For `rate_limit`, ms. */
  readonly retryAfterMs: number;
  /** For `refuse`: the code to refuse with. */
  readonly code?: string | undefined;
}

/** What a rule may name at one sandbox. */
export interface FaultScope {
  readonly operations: readonly [string, ...string[]];
  /** What calls can be told apart by, e.g. `payment`. */
  readonly subjects: readonly [string, ...string[]];
  /** Whether the answers carry an amount. */
  readonly amounts: boolean;
}

/** The schema of `PUT /faults` at one sandbox. */
export function faultSchema({ operations, subjects, amounts }: FaultScope): z.ZodType<Fault> {
  const kinds = FAULT_KINDS.filter((kind) => amounts || kind !== 'wrong_amount');
  return z.strictObject({
    operation: z.enum(operations),
    kind: z.enum(kinds),
    seed: z.int().default(1),
    rate: z.number().min(0).max(1).optional(),
    times: z.int().positive().optional(),
    match: z.partialRecord(z.enum(subjects), z.string()).optional() as z.ZodType<Fault['match']>,
    ms: z.int().min(0).max(600_000).default(1_000),
    retryAfterMs: z.int().min(0).max(600_000).default(1_000),
    code: z
      .string()
      .regex(/^\w{1,64}$/)
      .optional(),
  });
}
