import { describe, expect, it } from 'vitest';
import { Decoder, Encoder } from './socket-parser.ts';

const EVENT = 2;
const ACK = 3;
const encoder = new Encoder();

function decoded(messages: unknown[]): unknown[] {
  const decoder = new Decoder();
  const packets: unknown[] = [];
  decoder.on('decoded', (packet) => packets.push(packet));
  for (const message of messages) decoder.add(message);
  return packets;
}

describe('a terminal frame', () => {
  const inner = new Uint8Array([9, 1, 2, 3, 9]).subarray(1, -1);
  const packet = { type: EVENT, nsp: '/', data: ['terminal:frame', inner] };

  it('is one binary message: exactly its bytes', () => {
    expect(encoder.encode(packet)).toEqual([inner]);
  });

  it('comes out as the event that it was, also from the buffer of a browser', () => {
    const browser = Uint8Array.from(inner).buffer;
    expect(decoded([inner, browser])).toEqual([packet, packet]);
  });

  it('that is none travels as text and is refused by whoever reads it', () => {
    const wrong = { type: EVENT, nsp: '/', data: ['terminal:frame', 'text'] };
    expect(decoded(encoder.encode(wrong))).toEqual([wrong]);
  });
});

describe('all else', () => {
  it.each([
    ['an event', { type: EVENT, nsp: '/', data: ['board:patch', { version: 1 }] }],
    ['an event that wants an answer', { type: EVENT, nsp: '/', id: 3, data: ['board:subscribe', {}] }],
    ['an answer', { type: ACK, nsp: '/', id: 3, data: [{ ok: true }] }],
  ])('is text: %s', (_name, packet) => {
    const messages = encoder.encode(packet);
    expect(messages).toEqual([expect.any(String)]);
    expect(decoded(messages)).toEqual([packet]);
  });

  it.each([
    ['another event', { type: EVENT, nsp: '/', data: ['board:patch', new Uint8Array(1)] }],
    ['a frame that wants an answer', { type: EVENT, nsp: '/', id: 1, data: ['terminal:frame', new Uint8Array(1)] }],
    ['an answer', { type: ACK, nsp: '/', id: 1, data: [new Uint8Array(1)] }],
  ])('may carry no bytes: %s', (_name, packet) => {
    expect(() => encoder.encode(packet)).toThrow('Only terminal:frame carries bytes');
  });

  it('that announces attachments ends the line at the next text', () => {
    expect(() => decoded(['51-["x",{"_placeholder":true,"num":0}]', '2["y"]'])).toThrow();
  });
});
