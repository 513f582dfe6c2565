/** To be written to a terminal before it is reset: ends whatever sequence is under way, and takes the titles back, which xterm's reset leaves. */
export const BEFORE_RESET: Uint8Array = new TextEncoder().encode('\x18\x1b]0;\x07');
