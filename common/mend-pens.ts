import type { Inside } from './xterm-inside.ts';

const LEVELS = [0, 1, 2, 3];

/** Mends what makes pens and cells in xterm 6.0 that no SGR makes. */
export function mendPens(inside: Inside): void {
  mendSavedCursor(inside);
  mendAlignmentPattern(inside);
}

/**
 * Of a pen, xterm saves two words with the cursor and leaves the rest: restored into a pen whose underline is another, they have an underline
 * of no style, or a style without an underline. And it takes a saved charset into use whatever is invoked. Here the style and colour
 * of the underline are saved and come back (a link does not), and the charset is invoked where it is designated.
 */
function mendSavedCursor({ buffers, _charsetService: charsets, _inputHandler: input }: Inside): void {
  const save = input.saveCursor.bind(input);
  const restore = input.restoreCursor.bind(input);
  const softReset = input.softReset.bind(input);

  function keep(): void {
    const saved = buffers.active.savedCurAttrData;
    saved.extended = input._curAttrData.extended.clone();
    saved.extended.urlId = 0;
    saved.updateExtended();
  }

  input.saveCursor = (params) => {
    const done = save(params);
    keep();
    return done;
  };

  // It saves a plain pen.
  input.softReset = (params) => {
    const done = softReset(params);
    keep();
    return done;
  };

  input.restoreCursor = (params) => {
    const done = restore(params);
    const pen = input._curAttrData;
    const { urlId } = pen.extended;
    pen.extended = buffers.active.savedCurAttrData.extended.clone();
    pen.extended.urlId = urlId;
    pen.updateExtended();
    const { charset, glevel, _charsets } = charsets;
    if (_charsets[glevel] === charset) return done;
    const level = LEVELS.find((each) => _charsets[each] === charset);
    if (level === undefined) charsets.setgCharset(glevel, charset);
    else charsets.setgLevel(level);
    return done;
  };
}

/** The screen full of E (DECALN) is drawn with half of the pen. Here it is plain, as in the terminals that had it first. */
function mendAlignmentPattern({ _inputHandler: input }: Inside): void {
  const draw = input.screenAlignmentPattern.bind(input);
  input.screenAlignmentPattern = () => {
    const pen = input._curAttrData;
    const { fg, bg } = pen;
    pen.fg = 0;
    pen.bg = 0;
    const done = draw();
    pen.fg = fg;
    pen.bg = bg;
    return done;
  };
}
