import { type ReactNode, useEffect, useId, useRef } from 'react';

interface Props {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The browser's own modal dialog: Escape closes it, focus stays in it and goes back afterwards. */
export function Dialog({ title, open, onClose, children }: Props): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    if (open && dialog.current?.open === false) dialog.current.showModal();
    if (!open) dialog.current?.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      onClose={onClose}
      className="m-auto w-[calc(100%-2rem)] max-w-lg rounded-lg bg-white p-5 text-stone-900 backdrop:bg-black/60 dark:bg-stone-900 dark:text-stone-100"
    >
      <h2 id={heading} className="mb-3 text-lg font-semibold">
        {title}
      </h2>
      {open ? children : null}
    </dialog>
  );
}
