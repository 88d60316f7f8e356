import type { Send } from './send';

/** A filter as the query says it; a list is said once for each of its values. */
type Value = string | number | boolean | undefined;
type Filter = Readonly<Record<string, Value | readonly Value[]>>;

/** All that a list has, page after page, each asked for when it is reached. Throws RescindHttpError. */
export async function* listPages<Item>(send: Send, route: string, filter: object): AsyncGenerator<Item> {
  const query = queryOf(filter as Filter);
  for (;;) {
    const asked = query.toString();
    const path = asked === '' ? route : `${route}?${asked}`;
    const page = await send<{ readonly items: readonly Item[]; readonly next?: string }>({ method: 'GET', path });
    yield* page.items;
    if (page.next === undefined) return;
    query.set('cursor', page.next);
  }
}

function queryOf(filter: Filter): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    const values = typeof value === 'object' ? value : [value];
    for (const one of values) if (one !== undefined) query.append(name, String(one));
  }
  return query;
}
