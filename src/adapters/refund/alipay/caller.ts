import { AlipayRequestError, type AlipaySdk } from 'alipay-sdk';
import type { PeerAnswer } from '../../http/peer-answer';
import { readGatewayCode, TOO_OFTEN } from './gateway-code';
import { UnverifiedAnswer } from './sdk';

interface AlipayCall {
  readonly method: string;
  readonly content: Readonly<Record<string, string | readonly string[]>>;
  readonly signal?: AbortSignal | undefined;
}

/** Calls Alipay's gateway: signed, every answer verified. What the network does comes back as a value. */
export type AlipayCaller = (call: AlipayCall) => Promise<PeerAnswer>;

/**
 * A caller over the vendor's client. That client sends once more when a connection breaks, so that no failure
 * proves that nothing went out: only a call that was not begun is `not_sent`. It can't be stopped either: an
 * aborted call is no longer waited for. A call throws AdapterFault where application or keys are refused,
 * even by an answer that is not signed.
 */
export function createAlipayCaller(sdk: AlipaySdk): AlipayCaller {
  return async ({ method, content, signal }) => {
    if (signal?.aborted) return { kind: 'not_sent', code: 'ABORTED' };
    const answered = sdk
      .exec(method, { bizContent: content }, { validateSign: true })
      .then((result): PeerAnswer => readGatewayCode(result), readFailure);
    return signal === undefined ? answered : Promise.race([answered, abortOf(signal)]);
  };
}

function readFailure(error: unknown): PeerAnswer {
  if (error instanceof UnverifiedAnswer) {
    // Throws where it says that we are not set up: whoever says so, a person must look.
    const claimed = readGatewayCode({ code: error.code, sub_code: error.subCode });
    return claimed.kind === 'rate_limited' ? claimed : { kind: 'unclear', code: 'ANSWER_UNVERIFIED' };
  }
  if (!(error instanceof AlipayRequestError)) return { kind: 'unclear', code: 'UNREADABLE_ANSWER' };
  // The client has the status in its sentence only.
  const status = /status: (\d{3})\b/.exec(error.message)?.[1];
  if (status === '429') return TOO_OFTEN;
  if (status !== undefined) return { kind: 'unclear', code: 'PEER_ERROR' };
  if (error.responseDataRaw !== undefined) return { kind: 'unclear', code: 'UNREADABLE_ANSWER' };
  const timedOut = error.cause instanceof Error && error.cause.name.includes('Timeout');
  return { kind: 'unclear', code: timedOut ? 'TIMED_OUT' : 'CONNECTION_LOST' };
}

function abortOf(signal: AbortSignal): Promise<PeerAnswer> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve({ kind: 'unclear', code: 'ABORTED' }), { once: true });
  });
}
