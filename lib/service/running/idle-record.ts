import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../../package.json' with { type: 'json' };
import type { ProjectPaths } from '../../files/project-paths';
import type { IdleScope } from './idle-evidence';

/** What a run that had nothing to do knew, so that the next one need not find it out again. */
export interface IdleRecord {
  readonly project: string;
  readonly scope: IdleScope;
  readonly nodeCount: number;
  /** What the disk looked like. */
  readonly evidence: Buffer;
  /** The `nodes` of its `run_started` event, as JSON. */
  readonly nodesJson: Buffer;
}

export const idleRecordPath = (paths: ProjectPaths): string => join(paths.seeknalDir, 'idle-run');

/** Another version of us may decide differently, and a project that was moved has other paths in it. */
const formatFor = (paths: ProjectPaths): string => `${packageJson.version}:2:${paths.root}`;

interface Header extends Omit<IdleRecord, 'evidence' | 'nodesJson'> {
  readonly format: string;
  readonly evidenceBytes: number;
}

/** One file, so that its parts always belong together: a line of JSON, the evidence, the nodes. */
export function idleRecordBytes(paths: ProjectPaths, record: IdleRecord): Buffer {
  const { evidence, nodesJson, ...facts } = record;
  const header: Header = {
    format: formatFor(paths),
    ...facts,
    evidenceBytes: evidence.length,
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), evidence, nodesJson]);
}

/** Null when there is none that can be used. */
export function readIdleRecord(paths: ProjectPaths): IdleRecord | null {
  try {
    const bytes = readFileSync(idleRecordPath(paths));
    const start = bytes.indexOf('\n') + 1;
    const header = JSON.parse(bytes.toString('utf8', 0, start)) as Header;
    if (header.format !== formatFor(paths)) return null;
    const middle = start + header.evidenceBytes;
    return {
      project: header.project,
      scope: header.scope,
      nodeCount: header.nodeCount,
      evidence: bytes.subarray(start, middle),
      nodesJson: bytes.subarray(middle),
    };
  } catch {
    return null;
  }
}
