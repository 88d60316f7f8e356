import type { ReactNode } from 'react';
import { Page } from '../parts/page';

export default function CustomerPages(): ReactNode {
  return <Page title="CustomerPages">{null}</Page>;
}
