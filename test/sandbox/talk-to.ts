/** What a sandbox answered. */
export interface Spoken {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

/** Speaks plain HTTP with a sandbox, as any client would. */
export function talkTo(url: string) {
  const send = async (method: string, path: string, { body, key }: { body?: unknown; key?: string | undefined }) => {
    const response = await fetch(url + path, {
      method,
      headers: { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    return { status: response.status, body: answer, headers: response.headers } satisfies Spoken;
  };
  return {
    get: (path: string) => send('GET', path, {}),
    post: (path: string, body: unknown, key?: string) => send('POST', path, { body, key }),
    fault: (body: unknown) => send('PUT', '/faults', { body }),
    noFaults: () => send('DELETE', '/faults', {}),
  };
}

/** The code of a refusal. */
export function codeOf({ body }: Spoken): unknown {
  return (body['error'] as { code?: unknown } | undefined)?.code;
}
