import { ROLES, type CancellationState } from '../../src/domain/cancellation';
import type { Account } from './engine-account';

type Law = (account: Account) => string[];

const law = (broken: boolean, sentence: string): string[] => (broken ? [sentence] : []);

/** Every change is told outside as it is told on the timeline, and each has somebody who made it. */
const telling: Law = ({ timeline, outbox }) => {
  const told = timeline.map(({ event }) => `cancellation.${event.toLowerCase()}`);
  return [
    ...law(told.join() !== outbox.join(), `timeline and outbox differ: ${told.join()} and ${outbox.join()}`),
    ...timeline
      .filter(({ actor }) => actor.id === '' || !ROLES.includes(actor.role))
      .map(({ event }) => `nobody is named for ${event}`),
    ...law(timeline[0]?.event !== 'REQUESTED', 'the timeline does not begin with the request'),
  ];
};

const PAST_THE_COMMIT: readonly (CancellationState | undefined)[] = ['REFUNDING', 'CLOSED', 'SETTLED'];

/** What the ledger says of money on its way, and of money at all. */
const ledger: Law = ({ unbalanced, ledger: balances, state }) => [
  ...unbalanced.map((transaction) => `ledger transaction ${transaction} is not zero`),
  ...law(state === 'SETTLED' && 'refunds_in_transit' in balances, 'settled, and a refund is in transit'),
  ...law(state === 'SETTLED' && 'payable_to_customer' in balances, 'settled, and something is owed'),
];

/** The provider has refunded what our legs say, payment by payment, and no more than was paid. */
const payments: Law = ({ payments: paid, legs }) =>
  paid.flatMap(({ id, amount, refunded, pending, refunds }) => {
    const ours = legs.filter(({ captureId }) => captureId === id);
    const done = ours.filter(({ state }) => state === 'SUCCEEDED');
    const sum = done.reduce((total, leg) => total + leg.amount, 0);
    const unfinished = ours.some(({ state }) => !['SUCCEEDED', 'FAILED', 'MANUAL'].includes(state));
    return [
      ...law(refunded + pending > amount, `${id}: more refunded than paid`),
      ...law(!unfinished && refunded !== sum, `${id}: the provider refunded ${refunded}, our legs say ${sum}`),
      ...law(!unfinished && refunds !== done.length, `${id}: the provider made ${refunds} refunds, we ${done.length}`),
    ];
  });

/** A parcel of a cancelled unit is stopped at the carrier, or came back. */
const parcels: Law = ({ parcel, parcelState, units, state }) => {
  if (parcel === undefined || !PAST_THE_COMMIT.includes(state)) return [];
  const someCancelled = Object.values(units).includes('CANCELLED');
  return [
    ...law(parcelState === 'STOPPED' && parcel.outcome === 'unknown', 'we say stopped, the carrier still looks for it'),
    ...law(someCancelled && !['STOPPED', 'RETURNED'].includes(parcelState ?? ''), 'cancelled, and the parcel is out'),
    ...law(parcel.interceptions > 1, `the carrier was asked under ${parcel.interceptions} keys`),
  ];
};

/** A connected shop's own order is held by nobody at the end, and has closed just what we cancelled. */
const shop: Law = ({ shop: theirs, units, state }) => {
  if (theirs === undefined) return [];
  const cancelled = Object.entries(units)
    .filter(([, unit]) => unit === 'CANCELLED')
    .map(([unitId]) => unitId)
    .sort();
  return [
    ...law(theirs.heldBy !== null, 'the shop still holds its order'),
    ...law(
      theirs.closed.join() !== cancelled.join(),
      `the shop has closed ${theirs.closed.join() || 'nothing'}, we cancelled ${cancelled.join() || 'nothing'}`,
    ),
    ...law(
      state === 'SETTLED' &&
        (theirs.state === 'cancelled') !== Object.values(units).every((unit) => unit === 'CANCELLED'),
      `the shop reads ${theirs.state}`,
    ),
  ];
};

/**
 * Nothing is held any more, the money of a run that ended before its commit is
 * where it was, and only SETTLED is proven.
 */
const ending: Law = ({ units, state, legs, proofs, view }) => [
  ...law(Object.values(units).includes('HELD'), 'a unit is still held'),
  ...law((state === 'SETTLED') !== (proofs === 1), `${String(state)} with ${proofs} proofs`),
  ...law(
    state !== 'SETTLED' && legs.some(({ cancellationId }) => cancellationId === view?.cancellationId),
    `${String(state)} with refund legs`,
  ),
];

const LAWS: readonly Law[] = [telling, ledger, payments, parcels, shop, ending];

/** What must hold for every cancellation that has come to its end, and does not, in sentences. */
export function brokenLaws(account: Account): string[] {
  const differences = account.differences.map(
    ({ check, id, expected, found }) => `${check} ${id}: expected ${expected}, found ${found}`,
  );
  return [...differences, ...LAWS.flatMap((broken) => broken(account))];
}
