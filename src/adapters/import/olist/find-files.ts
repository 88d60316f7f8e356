import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { OlistError } from './olist-error';

const NAMES = {
  orders: 'olist_orders_dataset.csv',
  items: 'olist_order_items_dataset.csv',
  payments: 'olist_order_payments_dataset.csv',
} as const;

/** The three files that make an order, by Olist's own names. */
export type OlistFiles = Readonly<Record<keyof typeof NAMES, string>>;

/**
 * Finds Olist's files in a folder, plain or gzipped; where both are there the plain one is taken.
 * @throws OlistError FOLDER_MISSING, FILE_MISSING (one error names all that are missing)
 */
export function findOlistFiles(folder: string): OlistFiles {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new OlistError('FOLDER_MISSING', `${folder} is not a folder`);
  }
  const found = Object.entries(NAMES).map(([key, name]) => {
    const plain = path.join(folder, name);
    return { key, name, file: [plain, `${plain}.gz`].find((file) => existsSync(file)) };
  });
  const missing = found.filter(({ file }) => file === undefined).map(({ name }) => name);
  if (missing.length > 0) {
    throw new OlistError('FILE_MISSING', `${folder} has no ${missing.join(', no ')} (plain or .gz)`);
  }
  return Object.fromEntries(found.map(({ key, file }) => [key, file])) as unknown as OlistFiles;
}
