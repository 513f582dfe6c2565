import type { Socket } from 'socket.io';
import type { HubEvents, PageEvents } from '#common/protocol.ts';

/** A page's connection, as much of it as serving the page needs. */
export type PageSocket = Pick<Socket<PageEvents, HubEvents>, 'connected' | 'conn' | 'emit' | 'on' | 'onAny'>;
