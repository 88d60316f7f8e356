import type { MailKind } from '../../../domain/mail';

/** What a subject may say. */
export interface MailFacts {
  readonly orderId: string;
  /** Is nothing of the order left? */
  readonly whole: boolean;
  readonly returnsMoney: boolean;
}

/** One language of mails, beside what `explain` says. Amounts and ids come ready to print. */
export interface MailWording {
  /** Of the HTML part. */
  readonly language: string;
  readonly subjects: Readonly<Record<MailKind, (facts: MailFacts) => string>>;
  /** What is said besides where things stand; empty where that is enough. */
  readonly leads: Readonly<Record<MailKind, string>>;
  readonly greeting: (name: string | undefined) => string;
  readonly itIsAbout: string;
  readonly item: (item: { readonly name: string; readonly quantity: number }) => string;
  readonly planned: string;
  readonly arrives: (days: readonly [number, number], inBusinessDays: boolean) => string;
  readonly openOrder: string;
  readonly openDecision: string;
  readonly codeIs: string;
  readonly whyYou: Readonly<Record<'customer' | 'merchant' | 'code', string>>;
}
