'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type BoardView, readView, writeView } from './board-view.ts';

/** A filter is in the address this long after the last key, in milliseconds: browsers refuse an address for every key. */
const WRITE_AFTER_MS = 250;

export interface BoardViewHandle {
  readonly view: BoardView;
  /** Another layout or grouping: a step that the way back undoes. */
  change(change: Partial<Pick<BoardView, 'layout' | 'group'>>): void;
  /** Another filter: shown at once, in the address when the typing pauses. */
  filter(text: string): void;
  /** Brings the filter into the address now. */
  settle(): void;
}

/** The view of the board, kept in the address. */
export function useBoardView(): BoardViewHandle {
  const query = useSearchParams();
  const inAddress = useMemo(() => readView(query), [query]);
  const [text, setText] = useState(inAddress.filter);
  /** What the address says as far as we wrote it: anything else came by the way back or a link. */
  const written = useRef(inAddress.filter);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef(text);

  useEffect(() => {
    if (inAddress.filter === written.current) return;
    written.current = inAddress.filter;
    latest.current = inAddress.filter;
    setText(inAddress.filter);
  }, [inAddress]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const write = useCallback((change: Partial<BoardView>, step: 'push' | 'replace') => {
    const { pathname, search } = window.location;
    const filter = latest.current.trim() === '' ? '' : latest.current;
    const next = writeView({ ...readView(new URLSearchParams(search)), filter, ...change });
    written.current = filter;
    clearTimeout(timer.current);
    timer.current = undefined;
    if (next === search) return;
    if (step === 'push') window.history.pushState(null, '', `${pathname}${next}`);
    else window.history.replaceState(null, '', `${pathname}${next}`);
  }, []);

  const change = useCallback((now: Partial<BoardView>) => write(now, 'push'), [write]);
  const filter = useCallback(
    (now: string) => {
      latest.current = now;
      setText(now);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => write({}, 'replace'), WRITE_AFTER_MS);
    },
    [write],
  );
  const settle = useCallback(() => {
    if (timer.current !== undefined) write({}, 'replace');
  }, [write]);
  const view = useMemo(() => ({ ...inAddress, filter: text }), [inAddress, text]);
  return useMemo(() => ({ view, change, filter, settle }), [view, change, filter, settle]);
}
