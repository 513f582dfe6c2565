import { createStore, type StoreApi } from 'zustand/vanilla';
import { z } from 'zod';
import { folderSchema, providerIdSchema } from '#common/session.ts';

/** Letters of a terminal in CSS pixels: what can still be read, and what leaves 40 columns on a small screen. */
export const FONT_SIZE_MIN = 9;
export const FONT_SIZE_MAX = 24;

/**
 * What a person set in this browser, for this browser alone. A field that cannot be read falls back to its default and
 * leaves the others as they are: an older or newer page may have written it.
 */
const settingsSchema = z.object({
  /** Changed keys by action id: a chord's text, null for none, absent for the default. */
  keys: z
    .record(z.string(), z.object({ page: z.string().max(60).nullable().optional(), terminal: z.string().max(60).nullable().optional() }))
    .catch({}),
  /** Chord that makes the next key inside a terminal count as if outside; null: switched off. */
  prefix: z.string().max(60).nullable().catch(null),
  /** Whether terminals keep a text of their rows for screen readers. */
  screenReader: z.boolean().catch(false),
  /** CSS pixels. */
  terminalFontSize: z.int().min(FONT_SIZE_MIN).max(FONT_SIZE_MAX).catch(13),
  inspector: z
    .object({ open: z.boolean().catch(false), tab: z.enum(['activity', 'details']).catch('activity') })
    .catch({ open: false, tab: 'activity' }),
  /** Provider and folder of the session that was started last. */
  lastChoice: z.object({ provider: providerIdSchema, folder: folderSchema }).nullable().catch(null),
});
export type BrowserSettings = z.infer<typeof settingsSchema>;

const ITEM = 'beckon-settings';

export interface BrowserSettingsStore {
  readonly store: StoreApi<BrowserSettings>;
  set(change: Partial<BrowserSettings>): void;
  close(): void;
}

/** Keeps the settings in `storage`, and follows what another tab of this browser writes there. */
export function createBrowserSettings(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  page: Pick<Window, 'addEventListener' | 'removeEventListener'>,
): BrowserSettingsStore {
  const store = createStore<BrowserSettings>(() => readSettings(storage.getItem(ITEM)));

  function follow(event: StorageEvent): void {
    // A null key: all of the storage was emptied.
    if (event.key === ITEM || event.key === null) store.setState(readSettings(event.key === null ? null : event.newValue), true);
  }
  page.addEventListener('storage', follow);

  return {
    store,
    set(change) {
      store.setState(change);
      try {
        storage.setItem(ITEM, JSON.stringify(store.getState()));
      } catch (error) {
        // A full or forbidden storage: the setting holds until the page goes.
        console.error('The browser refused to keep a setting.', error);
      }
    },
    close: () => page.removeEventListener('storage', follow),
  };
}

/** Settings from their text; defaults for what is missing or cannot be read. */
export function readSettings(text: string | null): BrowserSettings {
  let value: unknown = null;
  try {
    value = JSON.parse(text ?? '{}');
  } catch {
    // Not JSON: somebody else wrote it, and the defaults hold.
  }
  return settingsSchema.parse(typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {});
}
