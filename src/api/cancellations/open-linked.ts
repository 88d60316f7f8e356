import { RescindUnavailable } from '../../client/rescind-unavailable';
import { answerTo } from '../../client/to-request';
import type { CancellationRequest, RequestAccepted } from '../../domain/request';
import type { KeyIdentity } from '../../ports/api-key-store';
import type { ApiParts } from '../api-parts';
import { isRefusal, orProblem, problemOf } from '../problem/problem';

const RETRY_AFTER_MS = 1_000;

/**
 * Opens the cancellation that takes an ended one up, through the same door as any request.
 * @throws Problem with the code that it was refused with, and RescindUnavailable when nobody answers.
 */
export async function openLinked(
  parts: Pick<ApiParts, 'temporal'>,
  caller: KeyIdentity,
  request: CancellationRequest,
): Promise<RequestAccepted> {
  const door = parts.temporal(caller, 'answer');
  // A run that closes while it is asked has stored the answer: the next one gives it.
  const first = await door.request(request);
  const answer = first === 'closed' ? await door.request(request) : first;
  if (answer === 'closed') throw new RescindUnavailable('WORKER', RETRY_AFTER_MS);
  const given = answerTo(request, answer);
  if (isRefusal(given)) throw problemOf(given, { cancellationId: given.cancellationId, ...given.details });
  return orProblem(given);
}
