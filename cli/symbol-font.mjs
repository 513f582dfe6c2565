import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { faceRule, SYMBOLS } from './symbol-font/symbols.mjs';

// `node cli/symbol-font.mjs` makes app/fonts/beckon-symbols.woff2 and its style sheet: the symbols that agents print and that the packaged part of
// Geist Mono lacks, each exactly one cell wide. Its sources are Geist Mono and three Noto fonts, all under the SIL Open Font
// License, as is what it makes (app/fonts/LICENSE). It fetches them for itself: nobody else needs twenty megabytes of fonts.

const SOURCES = [
  'geist@1.9.2',
  '@fontsource/noto-sans-symbols-2@5.3.0',
  '@fontsource/noto-sans-symbols@5.3.0',
  '@fontsource/noto-sans-math@5.3.0',
  'opentype.js@2.0.0',
  'wawoff2@2.0.1',
];

/** Geist Mono's own measures, in units of 1/1000 em: the width of a cell, and the height that a line has. */
const CELL = 600;
const ASCENT = 1005;
const DESCENT = -295;
/** The height at which Geist Mono's lines lie. */
const AXIS = 310;
/** How far a foreign symbol may reach: a little less than the cell. */
const FIT = { width: 540, height: 720 };
/** Lines and blocks reach from -345 to 965 there, which leaves gaps between rows more than 1.31 em apart; ours are 1.42. */
const STRETCH = 65;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const work = mkdtempSync(join(tmpdir(), 'symbol-font-'));
try {
  writeFileSync(join(work, 'package.json'), '{"private":true}');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...SOURCES], { cwd: work, stdio: 'inherit' });
  await make();
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function make() {
  const load = createRequire(join(work, 'package.json'));
  const opentype = load('opentype.js');
  const parse = (/** @type {string} */ path) => {
    const bytes = readFileSync(join(work, 'node_modules', path));
    return opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  };
  const family = (/** @type {string} */ name) =>
    readdirSync(join(work, 'node_modules', '@fontsource', name, 'files'))
      .filter((file) => file.endsWith('-400-normal.woff'))
      .map((file) => parse(join('@fontsource', name, 'files', file)));
  const geist = parse('geist/dist/fonts/geist-mono/GeistMono-Regular.ttf');
  const noto = [...family('noto-sans-symbols-2'), ...family('noto-sans-symbols'), ...family('noto-sans-math')];

  /** @type {string[]} */
  const missing = [];
  const glyphs = [new opentype.Glyph({ name: '.notdef', advanceWidth: CELL, path: box(opentype) })];
  for (const symbol of SYMBOLS) {
    const path = drawn(symbol, opentype) ?? ofGeist(symbol, geist) ?? ofNoto(symbol, noto);
    if (!path) {
      missing.push(symbol);
      continue;
    }
    const unicode = /** @type {number} */ (symbol.codePointAt(0));
    glyphs.push(
      new opentype.Glyph({ name: `uni${unicode.toString(16).toUpperCase().padStart(4, '0')}`, unicode, advanceWidth: CELL, path }),
    );
  }
  if (missing.length > 0) throw new Error(`No source has ${missing.join(' ')}`);
  const font = new opentype.Font({
    familyName: 'Beckon Symbols',
    styleName: 'Regular',
    unitsPerEm: 1000,
    ascender: ASCENT,
    descender: DESCENT,
    glyphs,
  });
  const packed = await load('wawoff2').compress(new Uint8Array(font.toArrayBuffer()));
  writeFileSync(join(root, 'app', 'fonts', 'beckon-symbols.woff2'), packed);
  writeFileSync(join(root, 'app', 'fonts', 'beckon-symbols.css'), faceRule());
  console.log(`${glyphs.length - 1} symbols, ${packed.length} bytes`);
}

/** What stands for a character that no font has: browsers may take it from any family of the list, and a missing character must be seen. */
function box(/** @type {any} */ opentype) {
  const path = new opentype.Path();
  const corners = (/** @type {number} */ inset) => [
    [60 + inset, inset],
    [60 + inset, 720 - inset],
    [540 - inset, 720 - inset],
    [540 - inset, inset],
  ];
  // The inner one runs the other way round, which makes it a hole.
  for (const [first, ...rest] of [corners(0), corners(56).reverse()]) {
    path.moveTo(first?.[0], first?.[1]);
    for (const [x, y] of rest) path.lineTo(x, y);
    path.close();
  }
  return path;
}

/** The bracket that agents hang results on. No monospaced source has it, and it is two lines. */
function drawn(/** @type {string} */ symbol, /** @type {any} */ opentype) {
  if (symbol !== '⎿') return null;
  const path = new opentype.Path();
  path.moveTo(170, 720);
  for (const [x, y] of [
    [170, 120],
    [560, 120],
    [560, 204],
    [254, 204],
    [254, 720],
  ])
    path.lineTo(x, y);
  path.close();
  return path;
}

function ofGeist(/** @type {string} */ symbol, /** @type {any} */ font) {
  const glyph = font.charToGlyph(symbol);
  if (glyph.index === 0 || glyph.advanceWidth !== CELL) return null;
  const joins = symbol >= '\u2500' && symbol <= '\u259f';
  return moved(glyph.path, (x, y) => [x, !joins ? y : y >= 900 ? y + STRETCH : y <= -280 ? y - STRETCH : y]);
}

function ofNoto(/** @type {string} */ symbol, /** @type {any[]} */ fonts) {
  const font = fonts.find((one) => one.charToGlyph(symbol).index > 0);
  if (!font) return null;
  const glyph = font.charToGlyph(symbol);
  const unit = 1000 / font.unitsPerEm;
  if (symbol >= '\u2800' && symbol <= '\u28ff') {
    // Dots must keep their places from one pattern to the next.
    const scale = CELL / glyph.advanceWidth;
    return moved(glyph.path, (x, y) => [x * scale, y * scale]);
  }
  const { x1, y1, x2, y2 } = glyph.getBoundingBox();
  const scale = Math.min(unit, FIT.width / (x2 - x1), FIT.height / (y2 - y1));
  return moved(glyph.path, (x, y) => [CELL / 2 + (x - (x1 + x2) / 2) * scale, AXIS + (y - (y1 + y2) / 2) * scale]);
}

/** A path with every point moved. */
function moved(/** @type {any} */ path, /** @type {(x: number, y: number) => number[]} */ move) {
  for (const command of path.commands) {
    for (const end of ['', '1', '2']) {
      if (command[`x${end}`] === undefined) continue;
      [command[`x${end}`], command[`y${end}`]] = move(command[`x${end}`], command[`y${end}`]).map(Math.round);
    }
  }
  return path;
}
