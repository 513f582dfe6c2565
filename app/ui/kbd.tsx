import { Fragment } from 'react';

/** A key, or several at once joined by `+`, as it stands on a keyboard. Where there is no room it breaks between two keys. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="inline-flex min-h-[18px] min-w-0 max-w-full items-center rounded border border-line-strong border-b-2 bg-raised px-1.5 font-medium text-2xs text-ink-2 leading-4">
      <span className="min-w-0">
        {children.split(/(?<=.\+)/).map((key) => (
          <Fragment key={key}>
            {key}
            <wbr />
          </Fragment>
        ))}
      </span>
    </kbd>
  );
}
