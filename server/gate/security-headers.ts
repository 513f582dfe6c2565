import type { Address } from './addresses.ts';

/** Headers of every answer, also of every refusal. None of them ever is an `Access-Control-Allow-*`: nobody else may read us. */
export const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'permissions-policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), clipboard-read=(self), clipboard-write=(self), fullscreen=(self)',
} as const;

/** For the API and for refusals in text: nothing in them is to be run, shown or framed. */
export const SILENT_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/**
 * The policy of a page. Next puts the nonce on its inline scripts when it finds it in the request's policy; its chunks load
 * each other from our own origin, so `strict-dynamic` is not needed, and without it a script element that somebody
 * injects cannot load from elsewhere even if a trusted script creates it.
 *
 * Styles: elements need the nonce, which the page gives to those that xterm makes. React and xterm set style attributes, and
 * those take none, so they are allowed; one that is injected could reach no one: images, fonts and connections go to our
 * own origin only.
 */
export function pagePolicy(address: Address, nonce: string): string {
  const socket = address.origin.replace(/^http/, 'ws'); // older browsers do not count ws: as 'self'
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "script-src-attr 'none'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    `connect-src 'self' ${socket}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The policy of the login page: its one script and one style, named by their hashes, and its own origin to talk to. */
export function loginPolicy(hashes: { script: string; style: string }): string {
  return [
    "default-src 'none'",
    `script-src 'sha256-${hashes.script}'`,
    `style-src 'sha256-${hashes.style}'`,
    "connect-src 'self'",
    "img-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}
