import { ExternalLink, TriangleAlert, X } from 'lucide-react';
import { isMac } from '#app/actions/key-words.ts';
import { Button } from '#app/ui/button.tsx';
import { IconButton } from '#app/ui/icon-button.tsx';
import type { ShownLink } from './open-terminal.ts';

interface LinkTipProps {
  link: ShownLink;
  onOpen: () => void;
  onClose: () => void;
}

/** Where a link of the terminal really goes. Below a pointer it only says so; where fingers point it also opens it. */
export function LinkTip({ link: { target, tapped }, onOpen, onClose }: LinkTipProps) {
  return (
    <section
      aria-label="Link"
      className={`absolute bottom-2 left-2 z-10 flex max-w-[calc(100%-16px)] items-center gap-3 rounded-md border border-line-strong bg-raised px-3 py-1.5 text-ink shadow-float ${tapped ? '' : 'pointer-events-none'}`}
    >
      <div className="min-w-0">
        {target.claims && (
          <p className="flex items-center gap-1.5 text-permission">
            <TriangleAlert aria-hidden="true" className="size-3.5 shrink-0" />
            <span>
              Reads like <span className="font-mono">{target.claims}</span>, but goes to another server
            </span>
          </p>
        )}
        <p className="font-mono text-xs">
          <span className="font-semibold [overflow-wrap:anywhere]">{target.host}</span>
          <span className="line-clamp-2 text-ink-2 [overflow-wrap:anywhere]">{target.address}</span>
        </p>
        {!tapped && <p className="text-ink-3 text-xs">{isMac(navigator) ? 'Cmd' : 'Ctrl'}+click opens it in a new tab.</p>}
      </div>
      {tapped && (
        <>
          <Button onClick={onOpen}>
            <ExternalLink aria-hidden="true" className="size-3.5" />
            Open
          </Button>
          <IconButton label="Hide" icon={X} onClick={onClose} />
        </>
      )}
    </section>
  );
}
