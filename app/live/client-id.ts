const ITEM = 'beckon.client';

/**
 * Names this tab over reloads, so that a reloaded page keeps the size and the input it owned.
 *
 * A duplicated tab starts with a copy of the session storage, and two tabs with one name would both own a terminal.
 * So the name is only in the storage while no page uses it: taken out here, put back when the page goes.
 */
export function takeClientId(storage: Storage, page: Pick<Window, 'addEventListener'>, random: () => string): string {
  const id = storage.getItem(ITEM) ?? random();
  storage.removeItem(ITEM);
  page.addEventListener('pagehide', () => storage.setItem(ITEM, id));
  page.addEventListener('pageshow', () => storage.removeItem(ITEM));
  return id;
}
