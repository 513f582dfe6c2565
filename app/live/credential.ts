import { CREDENTIAL_DATABASE, CREDENTIAL_DATABASE_VERSION, CREDENTIAL_KEY, CREDENTIAL_STORE } from '#common/credential-store.ts';

/**
 * The second value of this browser's credential, which the login page of the gate keeps in IndexedDB.
 * Null when there is none; throws when the browser refuses IndexedDB (a private window of some browsers).
 */
export async function readCredentialKey(factory: IDBFactory = indexedDB): Promise<string | null> {
  const database = await open(factory);
  try {
    if (!database.objectStoreNames.contains(CREDENTIAL_STORE)) return null;
    const value: unknown = await settled(
      database.transaction(CREDENTIAL_STORE, 'readonly').objectStore(CREDENTIAL_STORE).get(CREDENTIAL_KEY),
    );
    return typeof value === 'string' && value !== '' ? value : null;
  } finally {
    database.close();
  }
}

/** Opening a database that is not there makes an empty one; the store is made as well, or the login page could never add it. */
function open(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open(CREDENTIAL_DATABASE, CREDENTIAL_DATABASE_VERSION);
  request.onupgradeneeded = () => {
    if (!request.result.objectStoreNames.contains(CREDENTIAL_STORE)) request.result.createObjectStore(CREDENTIAL_STORE);
  };
  return settled(request);
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB gave no reason.'));
  });
}
