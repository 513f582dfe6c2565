/**
 * CRC-32 as in gzip and PNG (polynomial 0xEDB88320, reflected), of a stream taken in pieces: the checksum of what came before
 * goes in as `before`. Four tables take four bytes at a step, some hundred MB a second in a browser; Node has the same as
 * `zlib.crc32`.
 */

const TABLES = makeTables();

/** The checksum, 0 to 2^32 - 1, of everything before and `bytes`. That of no bytes is 0. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  let at = 0;
  for (const end = bytes.length - 3; at < end; at += 4) {
    crc ^= byte(bytes, at) | (byte(bytes, at + 1) << 8) | (byte(bytes, at + 2) << 16) | (byte(bytes, at + 3) << 24);
    crc = entry(3, crc & 255) ^ entry(2, (crc >>> 8) & 255) ^ entry(1, (crc >>> 16) & 255) ^ entry(0, crc >>> 24);
  }
  for (; at < bytes.length; at += 1) crc = (crc >>> 8) ^ entry(0, (crc ^ byte(bytes, at)) & 255);
  return ~crc >>> 0;
}

/** Within bounds always; the types cannot know. */
const byte = (bytes: Uint8Array, at: number): number => bytes[at] as number;
const entry = (table: number, at: number): number => TABLES[table * 256 + at] as number;

function makeTables(): Int32Array {
  const tables = new Int32Array(1024);
  for (let value = 0; value < 256; value += 1) {
    let crc = value;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    tables[value] = crc;
  }
  for (let at = 256; at < 1024; at += 1) {
    const crc = tables[at - 256] as number;
    tables[at] = (crc >>> 8) ^ (tables[crc & 255] as number);
  }
  return tables;
}
