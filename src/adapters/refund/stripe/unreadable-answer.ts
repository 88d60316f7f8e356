/** An answer of Stripe's that is not what it was asked for: nothing is known. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';
}
