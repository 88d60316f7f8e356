import { existsSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import path from 'node:path';
import { projectRoot } from '../../adapters/persistence/project-root';
import { round } from '../measure';

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

/** What each kind of page loads at first, kB (1,000 bytes) as they come over HTTP to whoever takes gzip. */
export type PageWeight = Readonly<Record<'customer' | 'merchant' | 'desk', number>>;

const PAGES: Readonly<Record<keyof PageWeight, string>> = {
  customer: 'customer/customer-pages.tsx',
  merchant: 'merchant/merchant-pages.tsx',
  desk: 'desk/desk-pages.tsx',
};

/**
 * Loads from the API at this address what the build's own list says that each kind of page loads, and adds it up.
 * @throws Error where there is no build, or the API does not have all of it
 */
export async function pageWeight(url: string): Promise<PageWeight> {
  const folder = path.join(projectRoot(), 'dist', 'console');
  const list = path.join(folder, '.vite', 'manifest.json');
  if (!existsSync(list)) throw new Error(`${list} is missing: run npm run build`);
  const chunks = JSON.parse(readFileSync(list, 'utf8')) as Readonly<Record<string, Chunk>>;
  const weigh = async (page: string): Promise<number> => {
    const files = new Set<string>();
    const take = (name: string): void => {
      const chunk = chunks[name];
      if (chunk === undefined) throw new Error(`${name} is not in ${list}`);
      if (files.has(chunk.file)) return;
      for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
      for (const other of chunk.imports ?? []) take(other);
    };
    take('index.html');
    take(page);
    // The shell is the same at every page's address.
    const bytes = await Promise.all(['', ...files].map((file) => bytesOf(`${url}/${file}`)));
    return round(bytes.reduce((sum, one) => sum + one, 0) / 1000, 1);
  };
  const [customer, merchant, desk] = [
    await weigh(PAGES.customer),
    await weigh(PAGES.merchant),
    await weigh(PAGES.desk),
  ];
  return { customer, merchant, desk };
}

/** The bytes of a body as they are sent, which fetch would have unpacked. */
async function bytesOf(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = get(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answers ${response.statusCode ?? 'nothing'}`));
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () => resolve(bytes)).on('error', reject);
    });
    asked.on('error', reject);
  });
}
