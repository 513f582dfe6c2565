import type { Row } from './report.ts';

/** How many idle shells memory is taken with. */
export const IDLE_COUNTS = [1, 20, 100, 200] as const;

/** Every row of the table, by the name under which a round has its number. */
export const ROWS: Readonly<Record<string, Row>> = {
  'echo p50': { name: 'key to echo, p50', unit: 'ms', must: '<= 2.0x' },
  'echo p95': { name: 'key to echo, p95', unit: 'ms' },
  'echo p99': { name: 'key to echo, p99', unit: 'ms', must: '<= 2.5x' },
  'flood p50': { name: 'the same beside a flood, p50', unit: 'ms', must: '<= 2.0x' },
  'flood p95': { name: 'the same beside a flood, p95', unit: 'ms' },
  'flood p99': { name: 'the same beside a flood, p99', unit: 'ms', must: '<= 3.0x' },
  'flood rate': { name: 'that flood, as taken in', unit: 'MB/s' },
  throughput: { name: 'throughput of a 50 MB log', unit: 'MB/s', must: '>= 0.6x' },
  interrupt: { name: 'Ctrl-C in a flood to the prompt', unit: 'ms' },
  'first screen': { name: 'attach to first screen, 5,000 lines of history', unit: 'ms', must: '10 ms' },
  'first screen size': { name: 'size of that first screen', unit: 'KB' },
  growth: { name: 'growth with a frozen viewer, 5 s of flood', unit: 'MB', must: '20 MB' },
  slope: { name: 'growth per second in the second half', unit: 'MB/s', must: 'flat' },
  ...Object.fromEntries(
    IDLE_COUNTS.flatMap((count) => [
      [`memory server ${count}`, { name: `memory of the bare server, ${count} idle`, unit: 'MB' }],
      [`memory hub ${count}`, { name: `memory of the hub, ${count} idle`, unit: 'MB', must: '200 MB' }],
      [
        `memory pty host ${count}`,
        { name: `memory of the pty host, ${count} idle`, unit: 'MB', must: count === 1 ? '60 MB' : '+ 1 MB each' },
      ],
    ]),
  ),
  'busy load': { name: 'load of one core, 50 redrawing 30 lines at 10 Hz', unit: '%', must: '15 %' },
  'page key p50': { name: 'in a browser: keydown to the screen, p50', unit: 'ms', must: '<= 1.05x' },
  'page key p95': { name: 'in a browser: keydown to the screen, p95', unit: 'ms' },
  'page key drawn p50': { name: 'in a browser: keydown until it is drawn, p50', unit: 'ms' },
  'page interrupt': { name: 'in a browser: Ctrl-C in a flood to the prompt', unit: 'ms', must: '100 ms' },
  'page opened': { name: 'in a browser: click on a card to its screen, 5,000 lines', unit: 'ms', must: '100 ms' },
  'cards frame p95': { name: '100 cards, 30 changing, scrolled: between frames, p95', unit: 'ms', must: '<= 1.2x' },
  'page script': { name: 'first load of the board, script (gzip)', unit: 'KB', must: '300 KB' },
  'page usable': { name: 'navigation to usable board, 40 live cards', unit: 'ms', must: '1000 ms' },
  'page interaction p50': { name: 'interaction with 40 live cards, p50', unit: 'ms' },
  'page interaction p95': { name: 'interaction with 40 live cards, p95', unit: 'ms', must: '100 ms' },
  'page interaction max': { name: 'interaction with 40 live cards, slowest', unit: 'ms' },
  'page frame p95': { name: 'between frames while scrolling, p95', unit: 'ms' },
  'page shift': { name: 'layout shift, sum', unit: '', must: '0' },
  'idle load': { name: `load of one core, ${IDLE_COUNTS.at(-1)} idle`, unit: '%', must: '1 %' },
};
