import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { projectRoot } from '../../adapters/persistence/project-root';
import { round } from '../measure';

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

/** What each kind of page loads at first, kB (1,000 bytes) after gzip. */
export type PageWeight = Readonly<Record<'customer' | 'merchant' | 'desk', number>>;

const PAGES: Readonly<Record<keyof PageWeight, string>> = {
  customer: 'customer/customer-pages.tsx',
  merchant: 'merchant/merchant-pages.tsx',
  desk: 'desk/desk-pages.tsx',
};

/** Adds up what the build's own list says that each kind of page loads. */
export function pageWeight(): PageWeight {
  const folder = path.join(projectRoot(), 'dist', 'console');
  const list = path.join(folder, '.vite', 'manifest.json');
  if (!existsSync(list)) throw new Error(`${list} is missing: run npm run build`);
  const chunks = JSON.parse(readFileSync(list, 'utf8')) as Readonly<Record<string, Chunk>>;
  const weigh = (page: string): number => {
    const files = new Set(['index.html']);
    const take = (name: string): void => {
      const chunk = chunks[name];
      if (chunk === undefined) throw new Error(`${name} is not in ${list}`);
      if (files.has(chunk.file)) return;
      for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
      for (const other of chunk.imports ?? []) take(other);
    };
    take('index.html');
    take(page);
    const bytes = [...files].map((file) => gzipSync(readFileSync(path.join(folder, file))).length);
    return round(bytes.reduce((sum, one) => sum + one, 0) / 1000, 1);
  };
  return { customer: weigh(PAGES.customer), merchant: weigh(PAGES.merchant), desk: weigh(PAGES.desk) };
}
