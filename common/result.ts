/**
 * Success and failure as values.
 *
 * What a person can cause (a missing folder, a gone session) is a `Failure` with a code from one list and a sentence
 * that names the thing and the way out. Bugs throw.
 */

/** Every expected failure, with the HTTP status it has on `/api`. The one list of codes. */
export const FAILURES = {
  // what was asked
  invalid_request: 400,
  name_invalid: 400,
  argument_invalid: 400,
  folder_missing: 400,
  folder_not_a_folder: 400,
  folder_unreadable: 400,
  program_missing: 400,
  program_not_executable: 400,
  spawn_failed: 500,
  session_limit: 409,
  too_large: 413,
  not_found: 404,
  method_not_allowed: 405,
  unsupported_media_type: 415,
  // sessions
  session_unknown: 404,
  session_exited: 409,
  session_alive: 409,
  session_exists: 409,
  screen_unavailable: 409,
  // viewers
  viewer_unknown: 404,
  viewer_exists: 409,
  not_owner: 403,
  input_unread: 429,
  // the gate
  unauthorized: 401,
  forbidden_host: 403,
  forbidden_site: 403,
  forbidden_origin: 403,
  forbidden: 403,
  link_invalid: 401,
  rate_limited: 429,
  protocol_mismatch: 400,
  // this machine and its processes
  shutting_down: 503,
  hub_unreachable: 503,
  pty_host_unreachable: 503,
  pty_host_incompatible: 503,
  pty_host_failed: 503,
  timeout: 504,
  disk_full: 507,
  io_failed: 500,
  // start
  port_taken: 500,
  port_invalid: 500,
  state_folder_unwritable: 500,
  state_folder_unsafe: 500,
  state_folder_in_use: 500,
  node_too_old: 500,
  database_newer: 500,
  database_failed: 500,
  internal: 500,
} as const;

export type FailureCode = keyof typeof FAILURES;

/** `message` is one sentence a person can act on: it names the thing and the way out. */
export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };

export function success(): Result<void>;
export function success<T>(value: T): Result<T>;
export function success<T>(value?: T): Result<T | undefined> {
  return { ok: true, value };
}

export function failure(code: FailureCode, message: string): Result<never> {
  return { ok: false, error: { code, message } };
}

/** The HTTP status that stands for a failure. */
export function httpStatus(code: FailureCode): number {
  return FAILURES[code];
}
