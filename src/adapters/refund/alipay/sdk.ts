import { isDeepStrictEqual } from 'node:util';
import { AlipaySdk } from 'alipay-sdk';
import type { AlipayAccount } from './credentials';

/** One attempt of the client; it sends a second one by itself when the connection breaks. */
const TIMEOUT_MS = 8_000;

interface AlipayPeer {
  /** The gateway, with its path. */
  readonly gateway?: string;
  /** For one attempt, ms; 8,000 where nothing is said. */
  readonly timeoutMs?: number;
}

/**
 * An answer that Alipay's key does not vouch for, with the codes that it claims.
 * Never taken for a refusal or a success.
 */
export class UnverifiedAnswer extends Error {
  override readonly name = 'UnverifiedAnswer';

  constructor(
    readonly code: string | undefined,
    readonly subCode: string | undefined,
  ) {
    super('An answer of Alipay’s without a valid signature');
  }
}

/**
 * The vendor's client for one application, names left as they are sent. Its own check of an answer's signature compares
 * a part of the text that it cuts out by searching: here what was checked must also be what is read, and an answer
 * without a signature is told apart.
 */
export function createAlipaySdk(
  account: AlipayAccount,
  { gateway, timeoutMs = TIMEOUT_MS }: AlipayPeer = {},
): AlipaySdk {
  const sdk = new AlipaySdk({
    appId: account.appId,
    privateKey: account.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim(),
    keyType: 'PKCS8',
    alipayPublicKey: account.publicKey.export({ type: 'spki', format: 'pem' }).toString().trim(),
    signType: 'RSA2',
    camelcase: false,
    timeout: timeoutMs,
    ...(gateway !== undefined && { gateway }),
  });
  const check = sdk.checkResponseSign.bind(sdk);
  sdk.checkResponseSign = (...[raw, responseKey, serverSign, traceId]: Parameters<AlipaySdk['checkResponseSign']>) => {
    const answer = JSON.parse(raw) as Record<string, unknown>;
    try {
      check(raw, responseKey, serverSign, traceId);
      if (isDeepStrictEqual(JSON.parse(sdk.getSignStr(raw, responseKey)), answer[responseKey])) return;
    } catch {
      // Told below, without the client's sentence: it repeats the whole answer.
    }
    const claims = (answer[responseKey] ?? answer['error_response'] ?? {}) as Record<string, unknown>;
    throw new UnverifiedAnswer(codeIn(claims['code']), codeIn(claims['sub_code']));
  };
  return sdk;
}

function codeIn(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.-]{1,64}$/.test(value) ? value : undefined;
}
