import { peerThatAnswers, saying } from '../../adapters/peer-that-answers';
import { onlyPaths, startPrism } from './prism';

const operation = (schema: object) => ({
  post: {
    requestBody: { required: true, content: { 'application/json': { schema } } },
    responses: { 200: { description: 'done', content: { 'application/json': { schema } } } },
  },
});
const DOCUMENT = {
  openapi: '3.0.0',
  info: { title: 'Refunds', version: '1' },
  paths: {
    '/refunds': operation({ $ref: '#/components/schemas/Refund' }),
    '/cards': operation({ $ref: '#/components/schemas/Card' }),
  },
  components: {
    schemas: {
      Refund: {
        type: 'object',
        required: ['amount'],
        properties: { amount: { $ref: '#/components/schemas/Amount' } },
      },
      Amount: { type: 'integer' },
      Card: { type: 'object' },
    },
  },
};

const post = (url: string, body: object) =>
  fetch(`${url}/refunds`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });

describe('Prism with an official document', () => {
  it('is given only the paths that are meant, and what they reach', () => {
    const slim = onlyPaths(DOCUMENT, ['/refunds']);
    expect(Object.keys(slim.paths)).toEqual(['/refunds']);
    expect(Object.keys((slim as typeof DOCUMENT).components.schemas).sort()).toEqual(['Amount', 'Refund']);
    expect(() => onlyPaths(DOCUMENT, ['/payouts'])).toThrow('no path /payouts');
  });

  it('refuses a request that breaks the document', async () => {
    const prism = await startPrism({ document: onlyPaths(DOCUMENT, ['/refunds']) });
    try {
      expect((await post(prism.url, { amount: 1 })).status).toBe(200);
      expect((await post(prism.url, { amount: 'one' })).status).toBe(422);
    } finally {
      await prism.stop();
    }
  });

  it('refuses an answer of the peer’s that breaks the document', async () => {
    await using peer = await peerThatAnswers(saying(200, { amount: 'ten' }));
    const prism = await startPrism({ document: onlyPaths(DOCUMENT, ['/refunds']), upstream: peer.baseUrl });
    try {
      const answer = await post(prism.url, { amount: 1 });
      expect(answer.status).toBe(500);
      expect(await answer.text()).toContain('amount');
    } finally {
      await prism.stop();
    }
  });
});
