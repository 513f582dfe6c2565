/** What a browser says about who made a request, in headers that no page can forge. Older browsers and programs send none. */
export interface FetchMetadata {
  readonly site: string | undefined;
  readonly mode: string | undefined;
  readonly dest: string | undefined;
}

/**
 * Whether a request comes from ourselves or from the person. `none` is the person (address bar, bookmark) and counts for
 * reading only; `same-site` is a stranger: on localhost that is any other server of this machine.
 */
export function isOwnSite(fetch: FetchMetadata, request: { reads: boolean; upgrade: boolean; open: boolean }): boolean {
  if (fetch.site === undefined || fetch.site === 'same-origin') return true;
  if (fetch.site !== 'none' || !request.reads || request.upgrade) return false;
  return fetch.mode === 'navigate' || request.open; // browsers fetch icon and manifest by themselves, also as `none`
}

/** Whether the answer becomes a page in a tab of its own, as opposed to a frame, an image or a script's fetch. */
export function isTopNavigation(fetch: FetchMetadata, accept: string | undefined): boolean {
  if (fetch.mode === undefined && fetch.dest === undefined) return accept?.includes('text/html') === true;
  return fetch.mode === 'navigate' && fetch.dest === 'document';
}
