import { setNonce } from 'get-nonce';

/**
 * Radix locks the page's scrolling behind an open dialog or menu by a `<style>` element, which the content security policy
 * refuses unless it carries the nonce of the page's own scripts. Import this first where such a part is used.
 */
const nonce = typeof document === 'undefined' ? undefined : document.querySelector<HTMLElement>('script[nonce]')?.nonce;
if (nonce) setNonce(nonce);
