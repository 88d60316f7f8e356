import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPeer } from './peer-process';

/** An OpenAPI document, as far as it is touched here. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, unknown>>;
  readonly [more: string]: unknown;
}

export interface PrismOptions {
  /** The official document, cut down with `onlyPaths`: Prism takes minutes to read a large one. */
  readonly document: OpenApiDocument;
  /**
   * Absent: Prism answers by itself (`prism mock`). Given: Prism passes on to it and holds both sides to the document
   * (`prism proxy --errors`): a request or an answer that breaks it is an error with the header `sl-violations`.
   */
  readonly upstream?: string;
}

export interface Prism {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const CLI = require.resolve('@stoplight/prism-cli/dist/index.js');

/**
 * Starts Prism on a free loopback port.
 * @throws Error with its last words when it does not start, such as about a document that it can't read
 */
export async function startPrism({ document, upstream }: PrismOptions): Promise<Prism> {
  const folder = mkdtempSync(path.join(tmpdir(), 'rescind-one-test-'));
  const file = path.join(folder, 'openapi.json');
  writeFileSync(file, JSON.stringify(document));
  const address = ['-h', '127.0.0.1', '-p', '0'];
  const args = upstream === undefined ? ['mock', ...address, file] : ['proxy', '--errors', ...address, file, upstream];
  // Prism watches its document, and begins anew where that changes: it stays until the end.
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const peer = await startPeer({
      command: process.execPath,
      args: [CLI, ...args],
      env: { NODE_ENV: 'test', NO_COLOR: '1', FORCE_COLOR: '0' },
      ready: /Prism is listening on (http:\/\/127\.0\.0\.1:\d+)/,
    });
    return { url: peer.ready[1] ?? '', stop: () => peer.stop().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

/**
 * The document with these paths alone, and only those components that they reach.
 * @throws Error for a path that the document does not have
 */
export function onlyPaths(document: OpenApiDocument, paths: readonly string[]): OpenApiDocument {
  const kept = paths.map((name) => {
    if (document.paths[name] === undefined) throw new Error(`The document has no path ${name}`);
    return [name, document.paths[name]] as const;
  });
  const slim = { ...document, paths: Object.fromEntries(kept) };
  const found = new Map<string, unknown>();
  collectReferences(slim.paths, { document, found });
  const components: Record<string, Record<string, unknown>> = {};
  for (const [reference, value] of found) {
    const [, , section = '', name = ''] = reference.split('/');
    (components[section] ??= {})[name] = value;
  }
  const schemes = (document['components'] as { securitySchemes?: Record<string, unknown> } | undefined)
    ?.securitySchemes;
  return { ...slim, components: { ...components, ...(schemes !== undefined && { securitySchemes: schemes }) } };
}

interface Collecting {
  readonly document: OpenApiDocument;
  readonly found: Map<string, unknown>;
}

function collectReferences(value: unknown, collecting: Collecting): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, below] of Object.entries(value)) {
    if (key === '$ref' && typeof below === 'string') collectReference(below, collecting);
    else collectReferences(below, collecting);
  }
}

function collectReference(reference: string, collecting: Collecting): void {
  if (collecting.found.has(reference)) return;
  let target: unknown = collecting.document;
  for (const part of reference.replace(/^#\//, '').split('/')) target = (target as Record<string, unknown>)[part];
  collecting.found.set(reference, target);
  collectReferences(target, collecting);
}
