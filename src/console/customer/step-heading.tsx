import { type ReactNode, useEffect, useRef } from 'react';

const entered = { path: window.location.pathname, left: false };

/** The heading of what one came to: it has the focus, so that a reader by ear starts there. Not on the page that one opened first: that starts at its top. */
export function StepHeading({ children }: { readonly children: ReactNode }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (window.location.pathname !== entered.path) entered.left = true;
    if (entered.left) heading.current?.focus();
  }, []);
  return (
    <h2 ref={heading} tabIndex={-1} className="text-xl font-semibold wrap-anywhere">
      {children}
    </h2>
  );
}
