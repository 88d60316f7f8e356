import type { IncomingMessage, ServerResponse } from 'node:http';
import { peerThatAnswers } from '../../peer-that-answers';
import { FakePaypalBooks, type FakeAnswer } from './fake-paypal-books';
import { FakePaypalSigner } from './fake-paypal-signer';
import { violationsOf } from './paypal-models';

export const CLIENT_ID = 'client-1';
export const CLIENT_SECRET = 'secret:1';
export const WEBHOOK_ID = '1JE4291016473214C';

/** A request as the fake reads it. */
interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly text: string;
  readonly requestId: string | undefined;
}

/**
 * PayPal as far as we use it, on a free port: its own books, tokens that can end, signed messages. Every request and
 * answer is held to the models of PayPal's own client; one that breaks them is a 500 that says how.
 */
export async function startFakePaypal() {
  const books = new FakePaypalBooks();
  const signer = new FakePaypalSigner(WEBHOOK_ID);
  const seen: { readonly method: string; readonly path: string; readonly body: string }[] = [];
  const tokens = { issued: 0, expiresIn: 32_400, valid: new Set<string>() };

  const answer = (request: IncomingMessage, response: ServerResponse, text: string): FakeAnswer => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://paypal');
    const { method = 'GET', headers } = request;
    seen.push({ method, path: pathname, body: text });
    if (pathname === '/v1/oauth2/token') return token(headers.authorization, text);
    if (!tokens.valid.has(headers.authorization ?? '')) return unauthorized;
    const requestId = headers['paypal-request-id'];
    return route({ method, path: pathname, query: searchParams, text, requestId: requestId?.toString() });
  };

  const token = (authorization: string | undefined, text: string): FakeAnswer => {
    const basic = `Basic ${Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString('base64')}`;
    if (authorization !== basic || text !== 'grant_type=client_credentials') return unauthorized;
    tokens.issued += 1;
    const access_token = `token-${tokens.issued}`;
    tokens.valid.add(`Bearer ${access_token}`);
    return { status: 200, body: { access_token, token_type: 'Bearer', expires_in: tokens.expiresIn } };
  };

  const route = ({ method, path, query, text, requestId }: Asked): FakeAnswer => {
    const [, resource = '', id = '', act = ''] =
      /^\/v[12]\/(?:payments|checkout|reporting|notifications)\/([a-z-]+)(?:\/(\w+))?(?:\/(\w+))?$/.exec(path) ?? [];
    const parsed = (): object => (text === '' ? {} : (JSON.parse(text) as object));
    switch (`${method} ${resource}${act && `/${act}`}`) {
      case 'POST captures/refund':
        return (
          violating(parsed(), 'refundRequest') ?? books.once(requestId, path + text, () => books.refund(id, parsed()))
        );
      case 'POST authorizations/void':
        return books.once(requestId, path, () => books.voidAuthorization(id));
      case 'GET refunds':
        return books.readRefund(id);
      case 'GET captures':
        return books.readCapture(id);
      case 'GET authorizations':
        return books.readAuthorization(id);
      case 'GET orders':
        return books.readOrder(id);
      case 'GET transactions':
        return books.search(query);
      case 'POST verify-webhook-signature':
        return { status: 200, body: { verification_status: signer.verify(text) ? 'SUCCESS' : 'FAILURE' } };
      default:
        return { status: 404, body: { name: 'RESOURCE_NOT_FOUND', message: 'no such path' } };
    }
  };

  const peer = await peerThatAnswers((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const said = answer(request, response, Buffer.concat(chunks).toString('utf8'));
      const held = (said.model && violating(said.body, said.model)) ?? said;
      response.writeHead(held.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(held.body));
    });
  });
  return { url: peer.baseUrl, books, signer, tokens, seen, stop: () => peer[Symbol.asyncDispose]() };
}

export type FakePaypal = Awaited<ReturnType<typeof startFakePaypal>>;

const unauthorized: FakeAnswer = {
  status: 401,
  body: { error: 'invalid_token', error_description: 'Token not valid' },
};

function violating(body: unknown, model: Parameters<typeof violationsOf>[1]): FakeAnswer | undefined {
  const violations = violationsOf(body, model);
  return violations.length === 0 ? undefined : { status: 500, body: { name: 'BROKEN_MODEL', violations } };
}
