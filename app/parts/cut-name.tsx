import { splitName } from './split-name.ts';

/**
 * A session's name where there may be no room for all of it: its end stays to be read. What is named by it (a link) takes
 * its name from `aria-label`, since a reader would pause between the two parts.
 */
export function CutName({ name }: { name: string }) {
  const [head, end] = splitName(name);
  return (
    <span className="flex min-w-0">
      <span className="truncate">{head}</span>
      {end !== '' && <span className="shrink-0 whitespace-pre">{end}</span>}
    </span>
  );
}
