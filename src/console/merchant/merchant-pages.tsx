import type { ReactNode } from 'react';
import { Page } from '../parts/page';

export default function MerchantPages(): ReactNode {
  return <Page title="MerchantPages">{null}</Page>;
}
