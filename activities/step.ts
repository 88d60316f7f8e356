import { cancellationSignal } from '@temporalio/activity';
import { withFailures } from './failures';

/**
 * An activity out of a step: does not begin once it is cancelled or timed out (it may be running again elsewhere by
 * then), and fails with stable types only.
 */
export function asActivity<Input, Result>(step: (input: Input) => Promise<Result>): (input: Input) => Promise<Result> {
  return (input) =>
    withFailures(() => {
      cancellationSignal().throwIfAborted();
      return step(input);
    });
}
