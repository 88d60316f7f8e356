import { createHash } from 'node:crypto';
import type { Fault } from './fault';

/** What a call is about, its steadiest name first: that one decides with `rate`. */
export type Subject = Readonly<Record<string, string>>;

export interface FaultRules {
  /** Adds a rule; one with the same operation, kind and match is replaced. */
  readonly put: (fault: Fault) => void;
  /** Every rule, with how often it has made a call fail. */
  readonly list: () => readonly (Fault & { readonly fired: number })[];
  readonly clear: () => void;
  /** The first rule that fails this call, if any. */
  readonly pick: (operation: string, subject: Subject) => Fault | undefined;
}

interface Rule {
  readonly fault: Fault;
  fired: number;
  /** How often each subject was asked about, so that a repeated call gets a chance of its own. */
  readonly asked: Map<string, number>;
}

/** The rules of one sandbox, in memory: a restart forgets them. */
export function createFaultRules(): FaultRules {
  const rules = new Map<string, Rule>();
  return {
    put: (fault) => {
      const name = JSON.stringify([fault.operation, fault.kind, fault.match]);
      rules.delete(name);
      rules.set(name, { fault, fired: 0, asked: new Map() });
    },
    list: () => [...rules.values()].map(({ fault, fired }) => ({ ...fault, fired })),
    clear: () => {
      rules.clear();
    },
    pick: (operation, subject) => {
      for (const rule of rules.values()) {
        if (rule.fault.operation === operation && fires(rule, subject)) return rule.fault;
      }
      return undefined;
    },
  };
}

function fires(rule: Rule, subject: Subject): boolean {
  const { match, times, rate } = rule.fault;
  if (match && !Object.entries(match).every(([name, value]) => subject[name] === value)) return false;
  if (times !== undefined && rule.fired >= times) return false;
  if (rate !== undefined && chance(rule, subject) >= rate) return false;
  rule.fired += 1;
  return true;
}

function chance(rule: Rule, subject: Subject): number {
  const name = Object.values(subject)[0] ?? '';
  const nth = rule.asked.get(name) ?? 0;
  rule.asked.set(name, nth + 1);
  const { seed, operation, kind } = rule.fault;
  const digest = createHash('sha256').update(JSON.stringify([seed, operation, kind, name, nth]));
  return digest.digest().readUInt32BE(0) / 2 ** 32;
}
