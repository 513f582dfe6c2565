import { z } from 'zod';
import { type Session, providerIdSchema, rankSchema, sessionNameSchema } from '#common/session.ts';

/**
 * What the pty host keeps for us beside each session: all that a row has and the pty host cannot know. With it, a lost
 * database is rebuilt from what runs. Tags outlive upgrades: new fields are optional.
 */
const tagSchema = z.object({
  provider: providerIdSchema,
  name: sessionNameSchema,
  createdAt: z.number(),
  conversationId: z.string().max(200).nullable(),
  pinned: z.boolean().optional(),
  rank: rankSchema.optional(),
});
export type SessionTag = z.infer<typeof tagSchema>;

export function encodeTag(session: Pick<Session, 'provider' | 'name' | 'createdAt' | 'conversationId' | 'pinned' | 'rank'>): string {
  const { provider, name, createdAt, conversationId, pinned, rank } = session;
  return JSON.stringify({ provider, name, createdAt, conversationId, pinned, rank } satisfies SessionTag);
}

/** Null when it is not one of ours: another program, or a newer Beckon, started that session. */
export function decodeTag(text: string): SessionTag | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null; // not JSON: not a tag of ours
  }
  const tag = tagSchema.safeParse(value);
  return tag.success ? tag.data : null;
}
