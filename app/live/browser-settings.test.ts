import { expect, test, vi } from 'vitest';
import { createBrowserSettings, readSettings } from './browser-settings.ts';

const DEFAULTS = readSettings(null);

function makePage() {
  const kept = new Map<string, string>();
  const page = new EventTarget() as EventTarget & Pick<Window, 'addEventListener' | 'removeEventListener'>;
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
  const told = (newValue: string | null, key: string | null = 'beckon-settings') =>
    page.dispatchEvent(Object.assign(new Event('storage'), { key, newValue }));
  return { kept, page, storage, told };
}

test('nothing, nonsense and the wrong kind of thing are the defaults', () => {
  for (const text of [null, '', '{', '[]', '7', 'null', '{"keys": 3, "terminalFontSize": "big"}'])
    expect(readSettings(text)).toEqual(DEFAULTS);
  expect(DEFAULTS).toMatchObject({ keys: {}, prefix: null, screenReader: false, terminalFontSize: 13, inspector: { open: false } });
});

test('one field that cannot be read leaves the others as they are', () => {
  expect(readSettings('{"terminalFontSize": 900, "screenReader": true, "new": 1}')).toEqual({ ...DEFAULTS, screenReader: true });
});

test('a change is kept, and the next page finds it', () => {
  const { page, storage } = makePage();
  createBrowserSettings(storage, page).set({ keys: { 'session.new': { page: null } } });
  expect(createBrowserSettings(storage, page).store.getState().keys).toEqual({ 'session.new': { page: null } });
});

test('what another tab writes holds here as well, until closed', () => {
  const { page, storage, told } = makePage();
  const settings = createBrowserSettings(storage, page);
  told('{"terminalFontSize": 16}');
  expect(settings.store.getState().terminalFontSize).toBe(16);
  told('{"terminalFontSize": 18}', 'something else');
  expect(settings.store.getState().terminalFontSize).toBe(16);
  told(null, null);
  expect(settings.store.getState()).toEqual(DEFAULTS);
  settings.close();
  told('{"terminalFontSize": 20}');
  expect(settings.store.getState()).toEqual(DEFAULTS);
});

test('a storage that refuses leaves the setting for this page', () => {
  const { page, storage } = makePage();
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  const settings = createBrowserSettings(
    {
      ...storage,
      setItem: () => {
        throw new Error('full');
      },
    },
    page,
  );
  settings.set({ screenReader: true });
  expect(settings.store.getState().screenReader).toBe(true);
  expect(said).toHaveBeenCalled();
  said.mockRestore();
});
