import type { Leg } from '../../activities/contract';

/** How often a leg was sent or asked about, and when it may be asked again (ms since the epoch). */
export interface Chase {
  sent: number;
  asked: number;
  /** Of these, those that say nothing against it. */
  spared: number;
  /** Answers that the payment is disputed. */
  disputed: number;
  dueAt: number;
  /** A person has looked: ask once more, whatever the last answer was. */
  again: boolean;
}

/**
 * How far each leg was chased: one for a whole run, so that a leg that was accepted is not asked about again at once.
 */
export interface Chases {
  readonly of: (leg: Leg) => Chase;
  /** A person has looked: every leg may be asked about at once. */
  readonly restart: () => void;
}

const NEW: Readonly<Chase> = { sent: 0, asked: 0, spared: 0, disputed: 0, dueAt: 0, again: false };

/** Nothing was sent or asked yet. */
export function createChases(): Chases {
  const chases = new Map<string, Chase>();
  return {
    of: ({ legId }) => {
      const known = chases.get(legId) ?? { ...NEW };
      chases.set(legId, known);
      return known;
    },
    restart: () => {
      for (const legId of chases.keys()) chases.set(legId, { ...NEW, again: true });
    },
  };
}
