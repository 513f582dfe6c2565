'use client';

import { useEffect, useState } from 'react';
import { useLive } from '#app/live/live-provider.tsx';
import { type FolderOption, folderOptions } from './folder-options.ts';

/** A path that is typed is asked for when nothing was typed for this long, in milliseconds. */
const ASK_AFTER_MS = 120;

export interface Folders {
  readonly options: readonly FolderOption[];
  /** What keeps folders from being listed, in one sentence. */
  readonly problem: string | null;
}

/**
 * Folders to offer for what is typed, while `wanted`; `isUntouched`: nothing was typed yet, the text was filled in. An answer
 * to an older text is dropped.
 */
export function useFolders(typed: string, { wanted, isUntouched }: { wanted: boolean; isUntouched: boolean }): Folders {
  const { api } = useLive();
  const [recent, setRecent] = useState<readonly string[]>([]);
  const [below, setBelow] = useState<{ folders: readonly string[]; problem: string | null }>({ folders: [], problem: null });

  useEffect(() => {
    let gone = false;
    void api.recentFolders().then((result) => {
      if (!gone && result.ok) setRecent(result.value);
    });
    return () => {
      gone = true;
    };
  }, [api]);

  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    const path = typed.trim() === '' ? '~/' : typed.trim();
    const timer = setTimeout(async () => {
      const result = await api.folders(path);
      if (gone) return;
      setBelow(result.ok ? { folders: result.value.folders, problem: null } : { folders: [], problem: result.error.message });
    }, ASK_AFTER_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [api, typed, wanted]);

  return { options: folderOptions(typed, { recent, below: below.folders, isUntouched }), problem: below.problem };
}
