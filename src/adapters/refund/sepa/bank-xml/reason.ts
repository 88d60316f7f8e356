import { nodeAt, textAt } from './nodes';
import type { XmlNode } from './parse';

/**
 * The reason code (ISO 20022 external code sets, such as AC04, account closed) of a status or a
 * return; a bank's own text is not kept.
 */
export function reasonOf(node: XmlNode | undefined): string | undefined {
  const reason = nodeAt(node, 'Rsn');
  const code = textAt(reason, 'Cd') ?? textAt(reason, 'Prtry');
  if (code === undefined) return undefined;
  return /^[A-Z0-9]{2,8}$/.test(code) ? code : 'PROPRIETARY';
}
