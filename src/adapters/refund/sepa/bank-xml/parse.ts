import { XMLParser } from 'fast-xml-parser';
import { fileProblem, type BankFileProblem } from './problem';
import { NAMESPACE, READABLE } from './messages';
import { schemaProblem } from './validate';

/** Larger files are refused before they are looked at. */
export const MOST_BYTES = 10 * 1024 * 1024;

/** The deepest element that we read is 14 deep. */
const MOST_DEPTH = 64;

/** An element: its children by name, its text under `#text`, its attributes with `@`. */
export interface XmlNode {
  readonly [name: string]: XmlNode | readonly (XmlNode | string)[] | string | undefined;
}

export interface ParsedFile {
  /** Such as `camt.053.001.08`. */
  readonly message: string;
  /** The root's only child. */
  readonly body: XmlNode;
}

/** Elements of which there may be many: a list, always. */
const LISTS: ReadonlySet<string> = new Set([
  ...['OrgnlPmtInfAndSts', 'TxInfAndSts', 'StsRsnInf', 'Stmt', 'Ntfctn', 'Ntry', 'NtryDtls', 'TxDtls'],
]);

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: MOST_DEPTH,
  isArray: (name) => LISTS.has(name),
});

/**
 * Reads a bank's file: UTF-8, no document type (so no entities of its own), a message that we know, valid by ISO's
 * schema; only then is it parsed.
 */
export async function parseBankXml(bytes: Uint8Array): Promise<ParsedFile | BankFileProblem> {
  if (bytes.byteLength > MOST_BYTES) return fileProblem('FILE_TOO_LARGE');
  const text = decode(bytes);
  if (text === undefined) return fileProblem('FILE_NOT_XML');
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return fileProblem('FILE_NOT_XML', 'it declares a document type');
  const message = messageOf(text);
  if (message === undefined || !READABLE.includes(message)) return fileProblem('FILE_NOT_SUPPORTED', message);
  const where = await schemaProblem(text, message);
  if (where !== undefined) return fileProblem('FILE_NOT_VALID', where);
  const body = parseBody(text);
  return body === undefined ? fileProblem('FILE_NOT_VALID', 'unreadable') : { message, body };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const encoding = /^<\?xml[^>]*\sencoding\s*=\s*["']([^"']+)["']/.exec(text)?.[1] ?? 'UTF-8';
    return /^(?:utf-?8|us-ascii)$/i.test(encoding) && /^\s*</.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** The message that the root names as its namespace; the schema decides whether that is so. */
function messageOf(text: string): string | undefined {
  const root = /<(?:[\w.-]+:)?Document\b[^>]*>/.exec(text.slice(0, 20_000))?.[0] ?? '';
  const at = root.indexOf(NAMESPACE);
  return at < 0 ? undefined : /^[a-z]{4}\.\d{3}\.\d{3}\.\d{2}/.exec(root.slice(at + NAMESPACE.length))?.[0];
}

function parseBody(text: string): XmlNode | undefined {
  try {
    const { Document: document } = parser.parse(text) as { Document?: XmlNode };
    const body = Object.entries(document ?? {}).find(([name]) => /^[A-Z]/.test(name))?.[1];
    return typeof body === 'object' && !Array.isArray(body) ? (body as XmlNode) : undefined;
  } catch {
    return undefined;
  }
}
