import { z } from 'zod';

/** The whole list. Anything finer is the status detail. */
export const statusSchema = z.enum(['starting', 'running', 'waiting_input', 'waiting_permission', 'exited', 'unknown']);
export type Status = z.infer<typeof statusSchema>;
