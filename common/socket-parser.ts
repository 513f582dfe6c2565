import { Decoder as PlainDecoder, Encoder as PlainEncoder, type Packet, PacketType } from 'socket.io-parser';

/**
 * socket.io's parser with one way of its own: a `terminal:frame` travels as one binary message. The plain parser makes two
 * of it, a JSON header and an attachment, which costs each key and each piece of output a second message both ways. Nothing
 * else here carries bytes, so every binary message is a frame. Both ends give this module to socket.io as `parser`. Hub and
 * page write and read their frames one layer below, at the connection itself, with `textParser`: past the packets, events and
 * ticks of socket.io, which cost more than a frame.
 */

const FRAME_EVENT = 'terminal:frame';

export class Encoder extends PlainEncoder {
  override encode(packet: Packet): (string | Uint8Array)[] {
    const frame = frameOf(packet);
    if (frame !== null) return [frame];
    const messages = super.encode(packet);
    // The other end would take the attachments for frames of a terminal.
    if (messages.length > 1) throw new TypeError(`Only ${FRAME_EVENT} carries bytes, one piece of them, without an answer.`);
    return messages;
  }
}

/** A text message that announces attachments never gets them: they would be frames. The line then ends at the next text. */
export class Decoder extends PlainDecoder {
  override add(message: unknown): void {
    const frame = message instanceof ArrayBuffer ? new Uint8Array(message) : message;
    if (!(frame instanceof Uint8Array)) return super.add(message);
    const packet: Packet = { type: PacketType.EVENT, nsp: '/', data: [FRAME_EVENT, frame] };
    this.emitReserved('decoded', packet);
  }
}

/** Leaves the frames to whoever reads them from the connection. */
class TextDecoder extends PlainDecoder {
  override add(message: unknown): void {
    if (typeof message === 'string') super.add(message);
  }
}

export const textParser = { Encoder, Decoder: TextDecoder };

function frameOf({ type, nsp, data, id }: Packet): Uint8Array | null {
  if (type !== PacketType.EVENT || nsp !== '/' || id !== undefined || !Array.isArray(data)) return null;
  const [event, frame]: unknown[] = data;
  return event === FRAME_EVENT && data.length === 2 && frame instanceof Uint8Array ? frame : null;
}
