import { memoryPages, validateXML, type XMLValidationError } from 'xmllint-wasm';
import { schemaOf } from './messages';

/** For a file of 10 MB, whose tree takes many times that. */
const MEMORY_PAGES = 768 * memoryPages.MiB;

/**
 * Holds XML against the schema of its message, with libxml2 in WebAssembly: no network, no file of this machine, no
 * entity. Where it first differs, as a line and an element; undefined where it is valid. What libxml2 says of it would
 * quote names and accounts.
 */
export async function schemaProblem(xml: string, message: string): Promise<string | undefined> {
  try {
    const { valid, errors } = await validateXML({
      xml: { fileName: 'bank.xml', contents: xml },
      schema: { fileName: 'schema.xsd', contents: schemaOf(message) },
      maxMemoryPages: MEMORY_PAGES,
      modifyArguments: (args) => ['--nonet', ...args],
    });
    return valid ? undefined : whereOf(errors);
  } catch {
    // Not well-formed in a way that libxml2 gives up on, or more than its memory holds.
    return 'unreadable';
  }
}

function whereOf(errors: readonly XMLValidationError[]): string {
  const [first] = errors;
  const element = /Element '(?:\{[^}]*\})?(\w{1,35})'/.exec(first?.message ?? '')?.[1];
  const line = first?.loc?.lineNumber;
  return (
    [line === undefined ? '' : `line ${line}`, element ?? ''].filter((part) => part !== '').join(', ') || 'unreadable'
  );
}
