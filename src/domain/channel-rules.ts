import type { ChannelCapabilities } from './channel';
import type { LegKind } from './refund-leg';
import type { Minor } from './money';

/** Why a channel can't carry out a leg, ever: nothing is sent, so that another route may follow at once. */
export type ChannelRuleCode =
  'KIND_NOT_SUPPORTED' | 'CURRENCY_NOT_TAKEN' | 'KEY_UNFIT' | 'NOT_PARTIAL' | 'WINDOW_OVER' | 'TOO_MANY_REFUNDS';

/** What the rules go by. */
export interface LegToSend {
  readonly kind: LegKind;
  /** Minor units. */
  readonly amount: Minor;
  readonly currency: string;
  readonly idempotencyKey: string;
  /** The payment that it takes from; `capturedAt` is absent for an authorization. */
  readonly source: {
    readonly amount: Minor;
    readonly capturedAt?: Date;
    /** Other refunds of it that the channel may have taken on, ours and others'. */
    readonly refunds: number;
  };
}

type Rule = (channel: ChannelCapabilities, leg: LegToSend, now: Date) => boolean;

/** Limits on refunds: a payout goes out by itself, a void takes all. */
function ofRefund(rule: Rule): Rule {
  return (channel, leg, now) => leg.kind === 'refund' && rule(channel, leg, now);
}

/** In the order in which they are told; each is true where it forbids. */
const RULES: readonly (readonly [ChannelRuleCode, Rule])[] = [
  ['KIND_NOT_SUPPORTED', ({ kinds }, { kind }) => !kinds.includes(kind)],
  ['CURRENCY_NOT_TAKEN', ({ currencies }, { currency }) => currencies !== undefined && !currencies.includes(currency)],
  ['KEY_UNFIT', isKeyUnfit],
  ['NOT_PARTIAL', ofRefund(({ partial }, { amount, source }) => !partial && amount < source.amount)],
  ['WINDOW_OVER', ofRefund(isWindowOver)],
  ['TOO_MANY_REFUNDS', ofRefund(({ maxRefunds }, { source }) => source.refunds >= maxRefunds)],
];

function isKeyUnfit({ keyMaxLength, keyCharset }: ChannelCapabilities, { idempotencyKey }: LegToSend): boolean {
  return idempotencyKey.length > keyMaxLength || !new RegExp(`^[${keyCharset}]+$`).test(idempotencyKey);
}

function isWindowOver({ windowMs }: ChannelCapabilities, { source }: LegToSend, now: Date): boolean {
  return source.capturedAt !== undefined && now.getTime() - source.capturedAt.getTime() > windowMs;
}

/**
 * Why this channel can never carry out this leg; undefined where it can. Asked when the leg is planned and again before
 * it is sent for the first time, since windows end and others refund too (R13).
 */
export function whyNot(channel: ChannelCapabilities, leg: LegToSend, now: Date): ChannelRuleCode | undefined {
  return RULES.find(([, forbids]) => forbids(channel, leg, now))?.[0];
}

/**
 * How long to wait before another refund of the same payment, ms; 0: not at all.
 * `last` is when one was sent last (S32).
 */
export function spacingLeft(
  { minIntervalMs }: Pick<ChannelCapabilities, 'minIntervalMs'>,
  last: Date | null,
  now: Date,
): number {
  if (last === null || minIntervalMs === 0) return 0;
  return Math.max(0, last.getTime() + minIntervalMs - now.getTime());
}
