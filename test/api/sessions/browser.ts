/** What a browser does of its own: it keeps cookies by origin, sends them, and says where a page's call comes from. */
export interface Browser {
  readonly get: (url: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  /** As a page of this origin sends it; a header that is given as '' is left out. */
  readonly send: (method: string, url: string, ask?: BrowserAsk) => Promise<Response>;
  readonly cookieOf: (url: string, name: string) => string | undefined;
  readonly setCookie: (url: string, name: string, value: string) => void;
  /** Every Set-Cookie that came, as it stood. */
  readonly seen: readonly string[];
}

interface Ask {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface BrowserAsk {
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export function openBrowser(): Browser {
  const jars = new Map<string, Map<string, string>>();
  const seen: string[] = [];
  const jarOf = (url: string) => {
    const { origin } = new URL(url);
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    return jar;
  };
  const call = async (url: string, { headers: own, ...init }: Ask): Promise<Response> => {
    const jar = jarOf(url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const given = { ...own, ...(cookie === '' ? {} : { Cookie: cookie }) };
    const headers = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      seen.push(line);
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const isOver = /expires=Thu, 01 Jan 1970/i.test(line) || /max-age=0/i.test(line);
      if (isOver) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
  return {
    get: (url, headers = {}) => call(url, { method: 'GET', headers: { ...headers } }),
    send: (method, url, { body, headers = {} } = {}) =>
      call(url, {
        method,
        headers: {
          ...{ Origin: new URL(url).origin, 'Sec-Fetch-Site': 'same-origin' },
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    cookieOf: (url, name) => jarOf(url).get(name),
    setCookie: (url, name, value) => void jarOf(url).set(name, value),
    seen,
  };
}
