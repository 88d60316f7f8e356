import type { ReactNode } from 'react';
import { Page } from '../parts/page';

export default function PolicyPage(): ReactNode {
  return <Page title="PolicyPage">{null}</Page>;
}
