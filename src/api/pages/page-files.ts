import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** What gains nothing by it is compressed already. */
const COMPRESSIBLE: readonly string[] = ['.css', '.js', '.json', '.map', '.svg'];

/** A name of one file, and of no folder above it. */
const NAME = /^[\w-][\w.-]{0,120}$/;

export interface PageFile {
  readonly type: string;
  readonly plain: Buffer;
  /** Left out where it would gain nothing. */
  readonly gzipped?: Buffer;
}

/** What the pages were built to: each file is read and compressed once, since its name changes with its content. */
export function createPageFiles(folder: string): {
  /** Undefined where the pages were not built. */
  readonly shell: () => Promise<Buffer | undefined>;
  readonly asset: (name: string) => Promise<PageFile | undefined>;
} {
  const read = new Map<string, PageFile>();
  return {
    shell: () => readFile(join(folder, 'index.html')).catch(ifMissing),
    asset: async (name) => {
      const known = read.get(name);
      const type = TYPES[extname(name)];
      if (known !== undefined || type === undefined || !NAME.test(name)) return known;
      const plain = await readFile(join(folder, 'assets', name)).catch(ifMissing);
      if (plain === undefined) return undefined;
      const gzipped = COMPRESSIBLE.includes(extname(name)) ? { gzipped: await promisify(gzip)(plain) } : {};
      const file = { type, plain, ...gzipped };
      read.set(name, file);
      return file;
    },
  };
}

function ifMissing(fault: unknown): undefined {
  if ((fault as NodeJS.ErrnoException).code !== 'ENOENT') throw fault;
}
