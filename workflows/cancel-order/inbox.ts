import { CancellationScope, condition } from '@temporalio/workflow';
import type { Actor } from '../../src/domain/cancellation';
import type { DecisionDoor } from '../../src/domain/decision';
import type { AnswerOfferInput, DecideInput, LeverInput } from './messages';
import type { TellApart } from './tell-apart';

/** What a message asks of main. Handlers run no step themselves: they hand over and wait for the recorded result. */
export type Command =
  | { readonly kind: 'decide'; readonly input: DecideInput & { door: DecisionDoor; receivedAt: string } }
  | { readonly kind: 'answerOffer'; readonly input: AnswerOfferInput & { readonly receivedAt: string } }
  | { readonly kind: 'withdraw'; readonly actor: Actor }
  | ({ readonly kind: 'lever' } & LeverInput)
  | { readonly kind: 'follow'; readonly what: 'decision' | 'shipment' | 'refund' };

/** How a command ended: what its sender is told, or the fault it met. */
export type Settled = { readonly value: unknown } | { readonly fault: unknown };

export interface Entry {
  readonly command: Command;
  /** Somebody waits for what becomes of it. */
  readonly asked: boolean;
  settled?: Settled;
}

/** Commands in the order in which they came. Main takes them wherever it waits. */
export class Inbox {
  private readonly entries: Entry[] = [];
  private lastAnswer: ((command: Command) => unknown) | undefined;

  constructor(private readonly tellApart: TellApart) {}

  /**
   * Hands a command to main; what main settles it with comes back. After the end, the ending's refusal does. A run that is cancelled
   * still answers: main takes every command, or closes.
   */
  async ask(command: Command): Promise<unknown> {
    if (this.lastAnswer !== undefined) return this.lastAnswer(command);
    const entry: Entry = { command, asked: true };
    this.entries.push(entry);
    await CancellationScope.nonCancellable(() => condition(() => entry.settled !== undefined));
    if (entry.settled !== undefined && 'fault' in entry.settled) throw entry.settled.fault;
    return entry.settled?.value;
  }

  /** Hands over a command that nobody waits for. */
  post(command: Command): void {
    if (this.lastAnswer === undefined) this.entries.push({ command, asked: false });
  }

  isEmpty(): boolean {
    return this.entries.length === 0;
  }

  /** Waits for the next command, until `until` (ms since the epoch) when given; undefined once that time has come. */
  async next(until?: number, summary?: string): Promise<Entry | undefined> {
    const some = (): boolean => this.entries.length > 0;
    if (until === undefined) await condition(some);
    else if (!some() && until > Date.now()) {
      const options = summary === undefined ? {} : { summary: this.tellApart(summary) };
      await condition(some, until - Date.now(), options);
    }
    return this.entries.shift();
  }

  /** Nothing more is taken: what waits, and what still comes, gets this answer. */
  close(answer: (command: Command) => unknown): void {
    this.lastAnswer = answer;
    for (const entry of this.entries.splice(0)) entry.settled = { value: answer(entry.command) };
  }
}
