// `npm start`. This file is written in old syntax on purpose: every Node that knows ES modules must get far enough to
// say that it is too old. Nothing is imported before the check, and what comes after it may use all of Node 20.19.
var parts = process.versions.node.split('.');
var isNew = Number(parts[0]) > 20 || (Number(parts[0]) === 20 && Number(parts[1]) >= 19);

if (isNew) {
  import('./start/run.mjs')
    .then(function (start) {
      return start.run(process.argv.slice(2));
    })
    .catch(function (error) {
      console.error('Beckon cannot start: ' + reason(error));
      process.exitCode = 1;
    });
} else {
  console.error(
    'Beckon needs Node 20.19 or newer, this is ' + process.versions.node + '. Install it from nodejs.org or with your version manager.',
  );
  process.exitCode = 1;
}

/**
 * What nobody foresaw, without the stack that would bury it.
 * @param {unknown} error
 */
function reason(error) {
  var failed = /** @type {{ code?: string, path?: string, message?: string }} */ (Object(error));
  var path = failed.path === undefined ? 'its folder' : failed.path;
  if (failed.code === 'EACCES' || failed.code === 'EPERM' || failed.code === 'EROFS')
    return 'permission denied for ' + path + '. Give your user the right to it, or put Beckon into a folder of your own.';
  if (failed.code === 'ENOSPC' || failed.code === 'EDQUOT') return 'the disk of ' + path + ' is full. Free some space and start again.';
  var words = String(failed.message === undefined ? error : failed.message);
  return words.replace(/\.?(\n[\s\S]*)?$/, '') + '. Mend that and start again.';
}
