import type { ReactNode } from 'react';
import { Link } from 'wouter';

interface Props {
  readonly href: string;
  /** The page, or the list, that is being looked at. */
  readonly isCurrent: boolean;
  readonly children: ReactNode;
}

/** A link of a navigation, which says whether it is where one is. */
export function PlaceLink({ href, isCurrent, children }: Props): ReactNode {
  return (
    <Link
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      className="inline-flex min-h-11 items-center rounded-md border border-transparent px-3 no-underline aria-[current=page]:border-current aria-[current=page]:font-semibold"
    >
      {children}
    </Link>
  );
}
