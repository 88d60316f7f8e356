import { z } from 'zod';
import { AdapterFault } from '../../http/adapter-fault';
import type { PeerAnswer } from '../../http/peer-answer';
import { QUERY_DELAY_MS } from './capabilities';

const answerSchema = z.looseObject({ code: z.string(), sub_code: z.string().optional() });

/** The gateway's own codes; what a refund or a trade is refused for comes as 40004 with a code of its own. */
const SUCCESS = '10000';
const UNKNOWN = '20000';
const CALLED_TOO_OFTEN = '40005';
const REFUSED = '40004';
/** Token, rights. */
const NO_RIGHTS = ['20001', '40003', '40006'];

/** Which set-up is wrong, rather than which parameter. */
const OUR_KEYS = /^isv\.(invalid-(signature|app-id|app-cert-sn|signature-type)|missing-(signature|app-id)|app-)/;

const STATUS = 200;

/** Alipay names no wait of its own. */
export const TOO_OFTEN: PeerAnswer = { kind: 'rate_limited', retryAfterMs: QUERY_DELAY_MS };

/**
 * Reads an answer's code. 10000 says only that the call was understood: the caller reads the body.
 * @throws AdapterFault for application, keys or rights that are refused, and for a request that the gateway can't read
 */
export function readGatewayCode(answer: unknown): PeerAnswer {
  const read = answerSchema.safeParse(answer);
  if (!read.success) return { kind: 'unclear', code: 'UNREADABLE_ANSWER' };
  const { code, sub_code: subCode = '' } = read.data;
  const named = /^[\w.-]{1,64}$/.test(subCode) ? subCode : code;
  if (code === SUCCESS) return { kind: 'done', body: answer };
  if (code === CALLED_TOO_OFTEN) return TOO_OFTEN;
  if (code === UNKNOWN) return { kind: 'unclear', code: named };
  if (NO_RIGHTS.includes(code) || OUR_KEYS.test(subCode))
    throw new AdapterFault('PEER_REFUSED_CREDENTIALS', STATUS, named);
  if (code === '40001' || code === '40002') throw new AdapterFault('PEER_REFUSED_REQUEST', STATUS, named);
  return code === REFUSED ? { kind: 'refused', status: STATUS, code: named } : { kind: 'unclear', code: named };
}
