import { describe, expect, it } from 'vitest';
import { attached, keyed, left, type Ownership, takenOver, UNOWNED } from './ownership.ts';

const start: Ownership<string> = UNOWNED;
const key = (viewer: string, now: number, ownerHidden = false) => ({ viewer, client: `client-${viewer}`, ownerHidden, now });

describe('ownership', () => {
  it('is the first to attach', () => {
    const a = attached(start, 'a', 'client-a', 0);
    expect(a.owner).toBe('a');
    expect(attached(a, 'b', 'client-b', 1).owner).toBe('a');
  });

  it('passes by taking over', () => {
    expect(takenOver('b', 'client-b').owner).toBe('b');
  });

  it('does not pass by a key while the owner looks', () => {
    const a = attached(start, 'a', 'client-a', 0);
    expect(keyed(a, key('b', 5000)).owner).toBe('a');
  });

  it('passes by a key while the owner is hidden', () => {
    const a = attached(start, 'a', 'client-a', 0);
    expect(keyed(a, key('b', 1, true)).owner).toBe('b');
  });

  it('passes by a key when the owner is gone for two seconds, not before', () => {
    const gone = left(attached(start, 'a', 'client-a', 0), 'a', 'page_lost', 1000);
    expect(keyed(gone, key('b', 2999)).owner).toBeNull();
    expect(keyed(gone, key('b', 3000)).owner).toBe('b');
  });

  it('is free at once when the owner said goodbye', () => {
    const free = left(attached(start, 'a', 'client-a', 0), 'a', 'said', 1000);
    expect(keyed(free, key('b', 1000)).owner).toBe('b');
    expect(attached(free, 'b', 'client-b', 1000).owner).toBe('b');
  });

  it('is kept two seconds for an owner whose page was lost', () => {
    const gone = left(attached(start, 'a', 'client-a', 0), 'a', 'page_lost', 1000);
    expect(attached(gone, 'b', 'client-b', 2999).owner).toBeNull();
    expect(attached(gone, 'b', 'client-b', 3000).owner).toBe('b');
  });

  it('is kept ten seconds when all pages were lost with the hub', () => {
    const gone = left(attached(start, 'a', 'client-a', 0), 'a', 'client_lost', 1000);
    expect(attached(gone, 'b', 'client-b', 10_999).owner).toBeNull();
    expect(attached(gone, 'b', 'client-b', 11_000).owner).toBe('b');
    expect(attached(gone, 'a2', 'client-a', 10_999).owner).toBe('a2');
  });

  it('moves to the new connection of the same page while the old one is still thought alive', () => {
    const a = attached(start, 'a', 'client-a', 0);
    const again = attached(a, 'a2', 'client-a', 5);
    expect(again.owner).toBe('a2');
    expect(left(again, 'a', 'page_lost', 6).owner).toBe('a2');
  });

  it('does not change when a watcher leaves', () => {
    const a = attached(start, 'a', 'client-a', 0);
    expect(left(a, 'b', 'said', 1)).toBe(a);
  });
});
