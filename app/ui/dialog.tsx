'use client';

import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';

/** A modal dialog that is open as long as it is shown. The browser keeps the focus inside, gives it back, and closes it by Esc. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();

  // A layout effect, because its end comes while the dialog is still in the page: only then does closing give the focus back.
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);

  return (
    <dialog
      ref={element}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className="m-auto max-h-[calc(100dvh-24px)] w-[min(560px,calc(100vw-24px))] overflow-auto rounded-xl border border-line-strong bg-surface p-5 text-ink shadow-float backdrop:bg-black/50"
    >
      <h2 id={heading} className="mb-3 font-semibold text-base [overflow-wrap:anywhere]">
        {title}
      </h2>
      {children}
    </dialog>
  );
}
