import { settledAtMs } from '../files/settled-at';

/** By what one tells, without reading it, that a file is the one that was read before. */
export interface FileVersion {
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** When anything about the file changed; unlike modifiedMs no program can set it back. */
  readonly changedMs: number;
}

/** Whether what was read of a file still holds. */
export function isSameFile(before: FileVersion, now: FileVersion): boolean {
  return (
    before.sizeBytes === now.sizeBytes &&
    before.modifiedMs === now.modifiedMs &&
    before.changedMs === now.changedMs
  );
}

/** Whether a file was old enough at `readAtMs` that no later edit can have the same times. */
export function canBeCached(file: FileVersion, readAtMs: number): boolean {
  return settledAtMs(file.modifiedMs, file.changedMs) < readAtMs;
}
