import { peerThatAnswers, saying } from '../../adapters/peer-that-answers';
import { injectFault } from './wiremock-faults';
import { startWireMock, type WireMock } from './wiremock';

let wiremock: WireMock;
beforeAll(async () => {
  wiremock = await startWireMock();
});
afterAll(() => wiremock.stop());
beforeEach(() => wiremock.reset());

describe('WireMock between a client and its peer', () => {
  it('passes on what nothing else is said about, and keeps a journal', async () => {
    await using peer = await peerThatAnswers(saying(200, { id: 'p_1' }));
    await wiremock.proxyTo(peer.baseUrl);
    const answer = await fetch(`${wiremock.url}/pay?a=1`, {
      method: 'POST',
      headers: { 'x-key': 'k' },
      body: 'amount=1',
    });
    expect(await answer.json()).toEqual({ id: 'p_1' });
    const [seen] = await wiremock.requests();
    expect(seen).toMatchObject({ method: 'POST', url: '/pay?a=1', body: 'amount=1', headers: { 'x-key': 'k' } });
  });

  it('makes a fault happen once, to the call that is meant', async () => {
    await using peer = await peerThatAnswers(saying(200, {}));
    await wiremock.proxyTo(peer.baseUrl);
    const matching = { method: 'POST', urlPathPattern: '/pay' };
    await injectFault(wiremock, 'rateLimited', { upstream: peer.baseUrl, lostAfterMs: 1, matching });
    const statuses: number[] = [];
    for (const path of ['/other', '/pay', '/pay']) {
      statuses.push((await fetch(wiremock.url + path, { method: 'POST' })).status);
    }
    expect(statuses).toEqual([200, 429, 200]);
  });

  it('loses an answer only after the peer has done its work', async () => {
    let calls = 0;
    await using peer = await peerThatAnswers((request, response) => {
      calls += 1;
      saying(200, {})(request, response);
    });
    await wiremock.proxyTo(peer.baseUrl);
    await injectFault(wiremock, 'lostAnswer', { upstream: peer.baseUrl, lostAfterMs: 5_000 });
    await expect(fetch(wiremock.url, { signal: AbortSignal.timeout(700) })).rejects.toThrow('timeout');
    expect(calls).toBe(1);
  });

  it('resets a connection before the peer hears of it', async () => {
    let calls = 0;
    await using peer = await peerThatAnswers(() => (calls += 1));
    await wiremock.proxyTo(peer.baseUrl);
    await injectFault(wiremock, 'resetBeforeSending', { upstream: peer.baseUrl, lostAfterMs: 1 });
    await expect(fetch(wiremock.url)).rejects.toThrow();
    expect(calls).toBe(0);
  });

  it('answers with 10 MB', async () => {
    await injectFault(wiremock, 'hugeAnswer', { upstream: '', lostAfterMs: 1 });
    expect((await (await fetch(wiremock.url)).arrayBuffer()).byteLength).toBeGreaterThan(10_000_000);
  });
});
