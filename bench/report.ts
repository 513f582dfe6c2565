/** Results of one run: for each row the numbers of both servers, one of each round, and their ratios. */

export interface Row {
  readonly name: string;
  readonly unit: string;
  /** What the ratio may be at most (times, sizes) or must be at least (rates). */
  readonly must?: string;
}

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export interface Result extends Row {
  readonly bare: readonly number[];
  readonly beckon: readonly number[];
  /** Of the two numbers of each round; null where one side has none. */
  readonly ratio: Spread | null;
}

export function spread(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  return { min: Math.min(...values), median: quantile(values, 0.5), max: Math.max(...values) };
}

/** Nearest rank; the median of an even count is the mean of the middle two. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => sorted[Math.min(sorted.length - 1, Math.max(0, index))] ?? Number.NaN;
  if (share === 0.5 && sorted.length % 2 === 0) return (at(sorted.length / 2 - 1) + at(sorted.length / 2)) / 2;
  return at(Math.ceil(share * sorted.length) - 1);
}

export function resultOf(row: Row, bare: readonly number[], beckon: readonly number[]): Result {
  const ratios = beckon.length === bare.length ? beckon.map((value, round) => value / (bare[round] ?? Number.NaN)) : [];
  return { ...row, bare, beckon, ratio: spread(ratios.filter(Number.isFinite)) };
}

/** A table in Markdown. Cells are `median [min-max]`. */
export function table(results: readonly Result[]): string {
  const rows = [
    ['what', 'bare', 'Beckon', 'ratio', 'must'],
    ...results.map(({ name, unit, bare, beckon, ratio, must }) => [
      `${name}${unit === '' ? '' : `, ${unit}`}`,
      cell(spread(bare)),
      cell(spread(beckon)),
      cell(ratio),
      must ?? '',
    ]),
  ];
  const widths = (rows[0] ?? []).map((_title, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body.map(line)].join('\n');
}

function cell(values: Spread | null): string {
  if (values === null) return '';
  const { min, median, max } = values;
  return min === max ? short(median) : `${short(median)} [${short(min)}-${short(max)}]`;
}

function short(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}
