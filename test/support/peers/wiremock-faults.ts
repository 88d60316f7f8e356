import type { Fault } from '../../adapters/refund/contract/channel-under-test';
import { HUGE_BODY_FILE, type RequestPattern, type StubbedResponse, type WireMock } from './wiremock';

/** What the peer asks for when it is asked too often. */
export const RETRY_AFTER_SECONDS = 7;

const JSON_TYPE = { 'content-type': 'application/json' };

export interface FaultOptions {
  /** Where the requests go on to; `lostAnswer` needs it. */
  readonly upstream: string;
  /** Longer than the client's time-out, ms: an answer that comes after this is lost. */
  readonly lostAfterMs: number;
  /** Only a request like this one meets the fault; any where nothing is said. */
  readonly matching?: RequestPattern;
}

/**
 * Makes a fault happen to the next call, once. `lostAnswer`: the peer does it, then the answer comes too late.
 * `resetBeforeSending`: the connection is reset and the peer never hears of it.
 */
export function injectFault(wiremock: WireMock, fault: Fault, options: FaultOptions): Promise<void> {
  return wiremock.next(responseOf(fault, options), options.matching);
}

function responseOf(fault: Fault, { upstream, lostAfterMs }: FaultOptions): StubbedResponse {
  switch (fault) {
    case 'lostAnswer':
      return { proxyBaseUrl: upstream, fixedDelayMilliseconds: lostAfterMs };
    case 'resetBeforeSending':
      return { fault: 'CONNECTION_RESET_BY_PEER' };
    case 'rateLimited':
      return { status: 429, headers: { ...JSON_TYPE, 'retry-after': String(RETRY_AFTER_SECONDS) }, body: '{}' };
    case 'serverError':
      return { status: 500, headers: JSON_TYPE, body: '{}' };
    case 'garbage':
      return { status: 200, headers: JSON_TYPE, body: '{"id":"re_1","amo' };
    case 'hugeAnswer':
      return { status: 200, headers: JSON_TYPE, bodyFileName: HUGE_BODY_FILE };
    case 'wrongContentType':
      return { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body>Welcome</body></html>' };
  }
}
