import { z } from 'zod';

/**
 * The live record that Claude Code, and the demo agent after it, keeps of itself: `<config>/sessions/<pid>.json`. It is the
 * agent's own word on what it does, but internal and undocumented: what is not understood is said, not guessed at.
 * Measured with Claude Code 2.1.197.
 */
const recordSchema = z.object({
  sessionId: z.string().min(1).max(200),
  /** Unix time in milliseconds. */
  startedAt: z.number(),
  /** Missing until its prompt stands. `shell`: it waits, but a command of its own runs on in the background. */
  status: z.enum(['busy', 'idle', 'waiting', 'shell']).optional(),
  /** With `waiting`: such as `permission prompt`, `dialog open`, `input needed`. */
  waitingFor: z.string().max(200).optional(),
});
export type LiveRecord = z.infer<typeof recordSchema>;

/** What the text of a record says; null when that is no record, or only half of one. */
export function readLiveRecord(text: string): LiveRecord | null {
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
