import type { ReactNode } from 'react';
import { Page } from '../parts/page';

export default function DeskPages(): ReactNode {
  return <Page title="DeskPages">{null}</Page>;
}
