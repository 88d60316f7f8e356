import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describeApi } from './describe-api';
import { sdkTypes } from './sdk-types';

/** What is generated from the API's schemas, by its path in the project. */
export async function apiFiles(): Promise<Readonly<Record<string, string>>> {
  const document = await describeApi();
  return {
    'docs/openapi.json': `${JSON.stringify(document, null, 2)}\n`,
    'src/sdk/generated/api-types.ts': sdkTypes(document),
  };
}

/** Writes them below `root`. */
export async function writeApiFiles(root: string): Promise<void> {
  for (const [path, text] of Object.entries(await apiFiles())) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}
