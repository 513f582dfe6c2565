import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GROUPINGS, LAYOUTS, readView, writeView } from './board-view.ts';

const read = (text: string) => readView(new URLSearchParams(text));

describe('the view in the address', () => {
  it('is empty when all is as usual', () => {
    expect(read('')).toEqual({ layout: 'grid', group: 'none', filter: '' });
    expect(writeView(read(''))).toBe('');
    expect(writeView({ layout: 'grid', group: 'none', filter: '  ' })).toBe('');
  });

  it('takes what it knows and leaves the rest as usual', () => {
    expect(read('?view=list&group=status&q=fix%20auth')).toEqual({ layout: 'list', group: 'status', filter: 'fix auth' });
    expect(read('?view=cube&group=__proto__&q=')).toEqual({ layout: 'grid', group: 'none', filter: '' });
    expect(read(`?q=${'x'.repeat(5000)}`).filter).toHaveLength(200);
  });

  it('comes back as it was written', () => {
    const views = fc.record({
      layout: fc.constantFrom(...LAYOUTS),
      group: fc.constantFrom(...GROUPINGS),
      filter: fc.string({ maxLength: 50, unit: 'grapheme' }).filter((text) => text.trim() !== '' && text.length <= 200),
    });
    fc.assert(
      fc.property(views, (view) => {
        expect(read(writeView(view))).toEqual(view);
      }),
    );
  });
});
