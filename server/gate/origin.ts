/**
 * Whether an Origin header lets a request on: when present it must be exactly the origin of the address that was asked, and
 * where `required` it must be present. Browsers always send it with what can do harm (WebSockets, changes).
 */
export function isOriginRight(origin: string | undefined, expected: string, required: boolean): boolean {
  return origin === undefined ? !required : origin === expected;
}
