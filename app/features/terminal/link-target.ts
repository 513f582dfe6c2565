/** Longest address that is opened, in characters: what browsers and servers take. */
const ADDRESS_MAX = 4096;

/** Where a link in a terminal goes, as a person should see it before they go there. */
export interface LinkTarget {
  /** The whole address in ASCII, as the browser will ask for it. */
  readonly address: string;
  /** Name and port of the server, in ASCII: a look-alike letter shows as `xn--`. */
  readonly host: string;
  /** The text of the link names another server than it goes to: that one. */
  readonly claims: string | null;
}

/**
 * Reads the address of a link. Null for what is not opened: anything but http and https, and what is no address.
 * `text`: what stands in the terminal, which the program chose freely.
 */
export function readLinkTarget(address: string, text: string): LinkTarget | null {
  if (address.length > ADDRESS_MAX) return null;
  const url = httpUrl(address);
  if (url === null) return null;
  const claimed = claimedHost(text);
  return { address: url.href, host: url.host, claims: claimed === null || claimed === url.host ? null : claimed };
}

/** Opens it in a new tab, which learns nothing of this page and cannot reach it. */
export function openLink({ address }: LinkTarget): void {
  window.open(address, '_blank', 'noopener,noreferrer');
}

function httpUrl(address: string): URL | null {
  try {
    const url = new URL(address);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : null;
  } catch {
    return null;
  }
}

/** A name of a server: letters with dots between, the last part no file name that programs print. */
const HOST = /^(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?::\d+)?(?=[/?#]|$)/u;

/** The server that a text says it goes to: it is an address, or begins like one without its scheme (`www.`). Null when it is neither. */
function claimedHost(text: string): string | null {
  const trimmed = text.trim();
  if (/^https?:\/\//i.test(trimmed)) return httpUrl(trimmed)?.host ?? trimmed.slice(0, 80);
  const named = HOST.exec(trimmed)?.[0];
  if (named === undefined || !(trimmed.startsWith('www.') || trimmed.includes('/'))) return null;
  return httpUrl(`https://${named}`)?.host ?? null;
}
