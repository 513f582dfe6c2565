import {
  CREDENTIAL_DATABASE,
  CREDENTIAL_DATABASE_VERSION,
  CREDENTIAL_HEADER,
  CREDENTIAL_KEY,
  CREDENTIAL_STORE,
} from '#common/credential-store.ts';
import { LOGIN_PATH } from './routes.ts';

const text = JSON.stringify;

/**
 * The login page's script, run in the browser as it stands here: plain JavaScript without a build, because the page must
 * work before anything of the app may be loaded. It writes text only through `textContent`.
 *
 * The page stands either at its own address or, with status 401, at the address that was wanted; where to go on to is
 * therefore the address itself, and no parameter can make it another.
 */
export const LOGIN_SCRIPT = `'use strict';
(() => {
  const element = (id) => document.getElementById(id);
  const wanted = location.origin + (location.pathname === ${text(LOGIN_PATH)} ? '/' : location.pathname + location.search);
  const WENT = 'beckon-login-went';

  const takeFragment = () => {
    const token = location.hash.slice(1);
    if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
    return token;
  };

  const say = (sentence, { failed = false, form = false, open = false } = {}) => {
    const status = element('status');
    status.textContent = sentence;
    status.className = failed ? 'failed' : '';
    element('paste').hidden = !form;
    element('open').hidden = !open;
    element('send').disabled = false;
  };

  // The credential can be right and the page still refused; without this mark the two would call each other for ever.
  const goOn = () => {
    const last = Number(sessionStorage.getItem(WENT) ?? 0);
    if (Date.now() - last < 5000) return say('This browser has access.', { open: true });
    sessionStorage.setItem(WENT, String(Date.now()));
    location.replace(wanted);
  };

  const database = () => new Promise((resolve, reject) => {
    const request = indexedDB.open(${text(CREDENTIAL_DATABASE)}, ${CREDENTIAL_DATABASE_VERSION});
    request.onupgradeneeded = () => request.result.createObjectStore(${text(CREDENTIAL_STORE)});
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const readKey = (db) => new Promise((resolve, reject) => {
    const request = db.transaction(${text(CREDENTIAL_STORE)}).objectStore(${text(CREDENTIAL_STORE)}).get(${text(CREDENTIAL_KEY)});
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const writeKey = (db, key) => new Promise((resolve, reject) => {
    const change = db.transaction(${text(CREDENTIAL_STORE)}, 'readwrite', { durability: 'strict' });
    change.objectStore(${text(CREDENTIAL_STORE)}).put(key, ${text(CREDENTIAL_KEY)});
    change.oncomplete = () => resolve();
    change.onabort = () => reject(change.error);
  });

  const hasAccess = async (db) => {
    const key = await readKey(db);
    if (typeof key !== 'string') return false;
    const answer = await fetch('/api/hosts', { headers: { ${text(CREDENTIAL_HEADER)}: key }, cache: 'no-store' });
    return answer.ok;
  };

  const logIn = async (db, token) => {
    say('Opening Beckon\\u2026');
    const answer = await fetch(${text(LOGIN_PATH)}, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
      cache: 'no-store',
    });
    const body = await answer.json();
    if (answer.ok) {
      await writeKey(db, body.key);
      return location.replace(wanted);
    }
    const open = await hasAccess(db);
    say(open ? body.error.message + ' This browser has access already.' : body.error.message, { failed: true, form: true, open });
  };

  const start = async (token) => {
    let db;
    try {
      db = await database();
    } catch {
      return say('This browser keeps no data for Beckon, so it cannot log in. Allow storage for this address, or leave private browsing.', { failed: true });
    }
    try {
      if (token !== '') return await logIn(db, token);
      if (await hasAccess(db)) return goOn();
      say('This browser has no access. Run npm start in the Beckon folder for a fresh link.', { form: true });
    } catch {
      say('Beckon does not answer. Run npm start in the Beckon folder, then open the link it prints.', { failed: true, form: true });
    } finally {
      db.close(); // an open database would hold up the app when it wants a newer version
    }
  };

  element('open').href = wanted;
  element('paste').addEventListener('submit', (event) => {
    event.preventDefault();
    const pasted = element('link').value.trim();
    const token = pasted.slice(pasted.indexOf('#') + 1);
    if (!/^[A-Za-z0-9_-]{1,200}$/.test(token)) return say('That is not a link from npm start: it ends with # and a long word.', { failed: true, form: true });
    element('link').value = '';
    element('send').disabled = true;
    void start(token);
  });
  // A link pasted into the address bar of this very page changes the fragment only and loads nothing.
  addEventListener('hashchange', () => {
    const token = takeFragment();
    if (token !== '') void start(token);
  });
  void start(takeFragment());
})();
`;
