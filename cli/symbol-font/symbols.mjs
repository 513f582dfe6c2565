// The symbols that terminals of agents, test runners and shells are known to print, beyond letters, digits and punctuation.

/** @param {number} first @param {number} last */
const range = (first, last) => Array.from({ length: last - first + 1 }, (_, each) => String.fromCodePoint(first + each));

const SINGLE = [
  '⎿⏎⏏␣⌘⌥⌃⇧⌫⌦↵↩↪⎋', // brackets and keys
  '⏴⏵⏶⏷⏸⏹⏺', // states of a run
  '✓✔✕✖✗✘☐☑☒❯❮❖❘❙❚➔➜➤➡⬅⬆⬇⚒⚙⚠✎✏★☆✦✧♥♦♣♠♪♫', // marks
  '✢✣✤✥✱✲✳✴✵✶✷✸✹✺✻✼✽✾✿❀❁❂❃❄❅❆❇❈❉❊❋∗⋆', // stars that turn
  '■□▪▫▬▲△▴▵▶▷▸▹►▼▽▾▿◀◁◂◃◄◆◇◈◉○◌◍◎●◐◑◒◓◔◕◖◗◢◣◤◥◦◯◴◵◶◷◻◼⬤⬡⬢', // shapes
  '←↑→↓↔↕↖↗↘↙⇐⇑⇒⇓⇔⇄⇅⇆↰↱↲↳↺↻⟲⟳', // arrows
  '≈≠≡≤≥∞√∑∏∆∂∫∴∵∅∈∉∩∪∧∨⊂⊃⊕⊗⋮⋯⋅', // formulas
  '①②③④⑤⑥⑦⑧⑨❶❷❸❹❺❻❼❽❾',
];

export const SYMBOLS = [...new Set([...SINGLE.join(''), ...range(0x2500, 0x259f), ...range(0x2800, 0x28ff)])].sort();

/** The style sheet of the font. It says which symbols the font has, so that a page without them does not load it. */
export function faceRule() {
  const points = SYMBOLS.map((symbol) => /** @type {number} */ (symbol.codePointAt(0)));
  const hex = (/** @type {number} */ point) => point.toString(16).toUpperCase();
  /** @type {string[]} */
  const ranges = [];
  for (let at = 0; at < points.length; ) {
    let end = at;
    while (points[end + 1] === /** @type {number} */ (points[end]) + 1) end += 1;
    const [first, last] = [/** @type {number} */ (points[at]), /** @type {number} */ (points[end])];
    ranges.push(first === last ? `U+${hex(first)}` : `U+${hex(first)}-${hex(last)}`);
    at = end + 1;
  }
  return `/* Made by cli/symbol-font.mjs; its licence stands beside it. One weight serves all: a bold one must not be as wide as it likes. */
@font-face {
  font-family: "Beckon Symbols";
  src: url("./beckon-symbols.woff2") format("woff2");
  font-weight: 100 900;
  font-display: swap;
  unicode-range:
    ${ranges.join(', ')};
}
`;
}
