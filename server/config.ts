import { z } from 'zod';
import { failure, type Result, success } from '#common/result.ts';
import { defaultStateFolder } from './process/state-folder.ts';

/** What the hub is told from outside, by its environment alone. */
export interface Config {
  /** 0 takes any free port. */
  readonly port: number;
  readonly statePath: string;
  /** One more origin under which pages may be opened, as given; the gate checks it. */
  readonly publicUrl: string | null;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Whether the page with every part of the page is served: for those who build Beckon, and for the browser tests. */
  readonly hasGallery: boolean;
}

export const DEFAULT_PORT = 4470;

const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
const portSchema = z
  .string()
  .trim()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.int().max(65_535));
const levelSchema = z.enum(LOG_LEVELS);

/** Checks the environment once. An empty variable counts as left out. */
export function readConfig(env: NodeJS.ProcessEnv): Result<Config> {
  const port = portSchema.safeParse(valueOf(env.BECKON_PORT) ?? String(DEFAULT_PORT));
  if (!port.success)
    return failure(
      'port_invalid',
      `The port must be a whole number from 0 to 65535 (0 takes any free one), not ${quote(env.BECKON_PORT)}. Set it with \`--port\` or BECKON_PORT.`,
    );
  const level = levelSchema.safeParse(valueOf(env.BECKON_LOG) ?? 'info');
  if (!level.success)
    return failure('argument_invalid', `BECKON_LOG must be one of ${LOG_LEVELS.join(', ')}, not ${quote(env.BECKON_LOG)}.`);
  return success({
    port: port.data,
    statePath: defaultStateFolder(env),
    publicUrl: valueOf(env.BECKON_PUBLIC_URL),
    logLevel: level.data,
    hasGallery: env.BECKON_GALLERY === '1',
  });
}

function valueOf(text: string | undefined): string | null {
  return text === undefined || text.trim() === '' ? null : text;
}

function quote(text: string | undefined): string {
  return JSON.stringify((text ?? '').slice(0, 60));
}
