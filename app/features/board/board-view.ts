/** How the board is looked at. It stands in the address, so that a reload, the way back and a bookmark keep it. */
export interface BoardView {
  readonly layout: Layout;
  readonly group: Grouping;
  /** Words that every shown session has somewhere; empty for all. */
  readonly filter: string;
}

export const LAYOUTS = ['grid', 'list'] as const;
export type Layout = (typeof LAYOUTS)[number];

export const GROUPINGS = ['none', 'project', 'status', 'provider'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** A filter is typed by a person; what is longer came from elsewhere. */
export const FILTER_MAX = 200;

/** What an address says; what it does not say, or says wrongly, is as usual. */
export function readView(query: Pick<URLSearchParams, 'get'>): BoardView {
  return {
    layout: LAYOUTS.find((layout) => layout === query.get('view')) ?? 'grid',
    group: GROUPINGS.find((group) => group === query.get('group')) ?? 'none',
    filter: (query.get('q') ?? '').slice(0, FILTER_MAX),
  };
}

/** The query of the address, with its question mark; empty when all is as usual. */
export function writeView(view: BoardView): string {
  const query = new URLSearchParams();
  if (view.layout !== 'grid') query.set('view', view.layout);
  if (view.group !== 'none') query.set('group', view.group);
  if (view.filter.trim() !== '') query.set('q', view.filter.slice(0, FILTER_MAX));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
