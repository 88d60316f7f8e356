import openapi from '../../docs/openapi.json';
import { createHttpClient, type HttpClient } from '../../src/sdk/http-client';

/** One route for each function: what is sent, by method and path. */
const CALLS: Record<string, (client: HttpClient) => unknown> = {
  'put /v1/orders/{}': ({ orders }) => orders.put('a', {} as never),
  'get /v1/orders/{}': ({ orders }) => orders.get('a'),
  'post /v1/orders/{}/quote': ({ orders }) => orders.quote('a', {} as never),
  'get /v1/merchants': ({ merchants }) => first(merchants.list()),
  'get /v1/merchants/{}': ({ merchants }) => merchants.get('a'),
  'put /v1/merchants/{}': ({ merchants }) => merchants.put('a', {} as never),
  'get /v1/policies/{}': ({ policies }) => policies.get('a', { shop: 's' }),
  'put /v1/balances/{}': ({ balances }) => balances.put('a', {} as never),
  'get /v1/balances/{}': ({ balances }) => balances.get('a'),
  'post /v1/orders/{}/payout-destinations': ({ payoutDestinations }) => payoutDestinations.add('a', {} as never),
  'get /v1/orders/{}/payout-destinations': ({ payoutDestinations }) => payoutDestinations.list('a'),
  'delete /v1/orders/{}/payout-destinations/{}': ({ payoutDestinations }) => payoutDestinations.remove('a', 'b'),
  'post /v1/orders/{}/cancellations': ({ cancellations }) => cancellations.request('a', {} as never),
  'get /v1/cancellations/events': ({ changes }) => first(changes.watch()),
  'get /v1/cancellations/{}/events': ({ changes }) => first(changes.watch({ cancellationId: 'a' })),
  'get /v1/cancellations': ({ cancellations }) => first(cancellations.list()),
  'get /v1/cancellations/{}': ({ cancellations }) => cancellations.get('a'),
  'get /v1/cancellations/{}/timeline': ({ cancellations }) => cancellations.timeline('a'),
  'post /v1/cancellations/{}/decisions': ({ cancellations }) => cancellations.decide('a', {} as never),
  'post /v1/cancellations/{}/withdrawal': ({ cancellations }) => cancellations.withdraw('a'),
  'post /v1/cancellations/{}/levers/{}': ({ cancellations }) => cancellations.pullLever('a', 'b', {}),
  'post /v1/decisions/batch': ({ cancellations }) => cancellations.decideAll([]),
  'post /v1/cancellations/{}/offers': ({ cancellations }) => cancellations.makeOffer('a', {} as never),
  'post /v1/cancellations/{}/offers/{}/answer': ({ cancellations }) => cancellations.answerOffer('a', 'b', 'ACCEPTED'),
  'post /v1/cancellations/{}/extension': ({ cancellations }) => cancellations.extendDeadline('a', {} as never),
  'post /v1/cancellations/{}/escalation': ({ cancellations }) => cancellations.escalate('a'),
  'post /v1/cancellations/{}/evidence': ({ cancellations }) => cancellations.addEvidence('a', {} as never),
  'get /v1/cancellations/{}/credit-note': ({ cancellations }) => cancellations.creditNotes('a'),
  'get /v1/cancellations/{}/levers': ({ cancellations }) => cancellations.levers('a'),
  'get /v1/cancellations/{}/closure-proof': ({ cancellations }) => cancellations.closureProofs('a'),
  'post /v1/cancellations/{}/feedback': ({ cancellations }) => cancellations.giveFeedback('a', { rating: 1 }),
  'get /v1/desk': ({ drift }) => drift.counts(),
  'get /v1/drift-cases': ({ drift }) => first(drift.list()),
  'post /v1/drift-cases/{}/resolution': ({ drift }) => drift.resolve(1, 'n'),
  'post /v1/webhook-endpoints': ({ webhookEndpoints }) => webhookEndpoints.create({ url: 'u' }),
  'get /v1/webhook-endpoints': ({ webhookEndpoints }) => webhookEndpoints.list(),
  'get /v1/webhook-endpoints/{}': ({ webhookEndpoints }) => webhookEndpoints.get('a'),
  'patch /v1/webhook-endpoints/{}': ({ webhookEndpoints }) => webhookEndpoints.change('a', {}),
  'delete /v1/webhook-endpoints/{}': ({ webhookEndpoints }) => webhookEndpoints.remove('a'),
  'post /v1/webhook-endpoints/{}/rotate': ({ webhookEndpoints }) => webhookEndpoints.rotate('a'),
  'get /v1/webhook-endpoints/{}/deliveries': ({ webhookEndpoints }) => first(webhookEndpoints.deliveries('a')),
  'post /v1/webhook-endpoints/{}/deliveries/{}/resend': ({ webhookEndpoints }) => webhookEndpoints.resend('a', 'b'),
  'post /v1/orders/{}/links': ({ links }) => links.createForOrder('a', {}),
  'delete /v1/orders/{}/links/{}': ({ links }) => links.revokeForOrder('a', 'b'),
  'post /v1/cancellations/{}/links': ({ links }) => links.createForMerchant('a', {} as never),
  'delete /v1/cancellations/{}/links/{}': ({ links }) => links.revokeForMerchant('a', 'b'),
};

/** Not for a backend service: browsers, providers, orchestration, a file, and what is about people. */
const WITHOUT =
  /session|sign-in|guest-codes|\/contact|\/mails|notifications|links\/exchange|webhooks\/refunds|^get \/health|credit-note\.pdf/;

const first = (pages: AsyncIterable<unknown>) => pages[Symbol.asyncIterator]().next();
const ROUTES = Object.entries(openapi.paths).flatMap(([path, operations]) =>
  Object.keys(operations).map((method) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`),
);

it('has a function for each route that a backend service needs', () => {
  expect(ROUTES.filter((route) => !WITHOUT.test(route)).sort()).toEqual(Object.keys(CALLS).sort());
});

it.each(Object.entries(CALLS))('sends %s', async (route, call) => {
  const sent: string[] = [];
  const answer: typeof fetch = (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    sent.push(`${init?.method ?? 'GET'} ${pathname}`);
    return Promise.resolve(new Response('{"code":"NO","status":400,"retryable":false}', { status: 400 }));
  };
  const client = createHttpClient({ url: 'http://api.test', key: 'k', fetch: answer });
  await expect(call(client)).rejects.toMatchObject({ code: 'NO' });
  const [method = '', path = ''] = route.split(' ');
  const names = ['a', 'b'];
  const expected = path.replace(/\{\}/g, () => (path.includes('drift') ? '1' : (names.shift() ?? '')));
  expect(sent).toEqual([`${method.toUpperCase()} ${expected}`]);
});
