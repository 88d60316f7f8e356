import type { Minor } from './money';

/**
 * Splits a total by weights, in minor units, by largest remainder (R1): each share is within one minor unit of the
 * exact one, and the shares sum to the total. Of equal remainders the later share gets the unit, so that of equal
 * pieces the last take the residue. A negative total is split as its positive would be. A zero weight gets nothing,
 * unless all are zero: then the split is equal. Throws RangeError for a total or weight that is no safe integer, a
 * negative weight, or a total and nobody to take it.
 */
export function allocate(total: Minor, weights: readonly number[]): Minor[] {
  if (!Number.isSafeInteger(total)) throw new RangeError('The total to split is not in minor units');
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) {
    throw new RangeError('Weights are whole numbers, zero or more');
  }
  if (weights.length === 0 && total !== 0) throw new RangeError('There is a total to split and nobody to take it');
  const allZero = weights.every((weight) => weight === 0);
  const shares = split(
    BigInt(Math.abs(total)),
    weights.map((weight) => (allZero ? 1n : BigInt(weight))),
  );
  return shares.map((share) => Number(total < 0 ? -share : share));
}

function split(total: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((left, right) => left + right, 0n);
  const shares = weights.map((weight) => (total * weight) / whole);
  let residue = total - shares.reduce((left, right) => left + right, 0n);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % whole }))
    .sort((left, right) => compare(right.remainder, left.remainder) || right.index - left.index);
  for (const { index } of byRemainder) {
    if (residue === 0n) break;
    shares[index] = (shares[index] ?? 0n) + 1n;
    residue -= 1n;
  }
  return shares;
}

function compare(left: bigint, right: bigint): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
