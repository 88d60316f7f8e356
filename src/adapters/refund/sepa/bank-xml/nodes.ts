import type { XmlNode } from './parse';

/** The text at a path of element names, trimmed; undefined where there is none. */
export function textAt(node: XmlNode | undefined, ...names: readonly string[]): string | undefined {
  const parent = nodeAt(node, ...names.slice(0, -1));
  const found = parent?.[names.at(-1) ?? ''];
  const text = typeof found === 'string' ? found : (found as XmlNode | undefined)?.['#text'];
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

/** The element at a path of names. */
export function nodeAt(node: XmlNode | undefined, ...names: readonly string[]): XmlNode | undefined {
  let at = node;
  for (const name of names) {
    const child: unknown = at?.[name];
    if (typeof child !== 'object' || child === null || Array.isArray(child)) return undefined;
    at = child as XmlNode;
  }
  return at;
}

/** All elements of a name that may come many times. */
export function listAt(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  const found = node?.[name];
  return Array.isArray(found) ? found.filter((item): item is XmlNode => typeof item === 'object') : [];
}
