import type { Result } from '#common/result.ts';
import type { HostId } from '#common/session.ts';

/** The folders in which sessions were started, kept also when the sessions are dismissed. */
export interface FolderRepository {
  /** Newest first, at most RECENT_FOLDERS_MAX. */
  recent(host: HostId): Promise<Result<string[]>>;
  /** `at`: Unix time in milliseconds. */
  used(host: HostId, path: string, at: number): Promise<Result<void>>;
}
