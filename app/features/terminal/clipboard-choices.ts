import { z } from 'zod';
import { type SessionId, sessionIdSchema } from '#common/session.ts';

const ITEM = 'beckon.clipboard';
/** Sessions whose choice is kept: more than anybody has open in one tab. */
const KEPT_MAX = 100;

const choicesSchema = z.array(z.tuple([sessionIdSchema, z.enum(['allow', 'never'])])).catch([]);

/** Whether a session's program may write to the clipboard; null when a person has not said. */
export type ClipboardChoice = 'allow' | 'never' | null;

/** What a person said about the clipboard, session by session, for this tab and over its reloads. */
export interface ClipboardChoices {
  of(session: SessionId): ClipboardChoice;
  set(session: SessionId, choice: ClipboardChoice): void;
}

export function createClipboardChoices(storage: Pick<Storage, 'getItem' | 'setItem'>): ClipboardChoices {
  const read = (): Map<SessionId, 'allow' | 'never'> => {
    try {
      return new Map(choicesSchema.parse(JSON.parse(storage.getItem(ITEM) ?? '[]')));
    } catch {
      return new Map(); // not JSON: somebody else wrote it
    }
  };
  return {
    of: (session) => read().get(session) ?? null,
    set(session, choice) {
      const choices = read();
      choices.delete(session);
      if (choice !== null) choices.set(session, choice);
      storage.setItem(ITEM, JSON.stringify([...choices].slice(-KEPT_MAX)));
    },
  };
}
