/** One event for hooks, with the payload as Claude Code sends it. */
export interface Hook {
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
}
