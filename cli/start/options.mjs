export const HELP = `Usage: npm start -- [options]

  --port N     listen on port N (else BECKON_PORT, else 4470)
  --no-open    print the link and open no browser
  --help       print this

BECKON_HOME names the state folder, in which Beckon keeps everything.`;

/**
 * @typedef {{ port: string | undefined, open: boolean, help: boolean }} Options
 * @typedef {{ ok: true, options: Options } | { ok: false, message: string }} OptionsResult
 */

/**
 * Reads the command line of `npm start`.
 * @param {string[]} args without node and script
 * @returns {OptionsResult}
 */
export function readOptions(args) {
  /** @type {Options} */
  const options = { port: undefined, open: true, help: false };
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--help' || arg === '-h') options.help = true;
    else if (arg === '--no-open') options.open = false;
    else if (arg === '--port' || arg.startsWith('--port=')) {
      const port = arg === '--port' ? rest.shift() : arg.slice('--port='.length);
      if (!isPort(port)) return { ok: false, message: `--port takes a number from 0 to 65535, not ${shown(port)}.` };
      options.port = String(Number(port));
    } else return { ok: false, message: `Unknown option ${shown(arg)}. npm start -- --help lists the options.` };
  }
  return { ok: true, options };
}

/** @param {string | undefined} text */
function isPort(text) {
  return text !== undefined && /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
}

/** @param {string | undefined} text as typed, safe to print and not too long */
function shown(text) {
  return text === undefined ? 'nothing' : JSON.stringify(text.slice(0, 100));
}
