import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { defineConfig } from 'seeknal-dag';
import { calendar } from './extensions/calendar.ts';
import { openSingleFile } from './extensions/single-file-state.ts';

/** Here hooks write a diary; elsewhere they tell a chat room or a monitor. */
const diary = join(import.meta.dirname, 'target', 'diary.txt');

async function write(line: string): Promise<void> {
  await mkdir(join(diary, '..'), { recursive: true });
  await appendFile(diary, `${line}\n`);
}

export default defineConfig({
  // Nodes with "kind: calendar" run by this function.
  executors: { calendar },
  hooks: {
    onRunStart: ({ nodes }) => write(`started: ${nodes.join(', ')}`),
    onNodeStart: (nodeId) => write(`${nodeId} started`),
    onNodeComplete: (nodeId, result) =>
      write(`${nodeId} ${result.status}, ${String(result.rowCount)} rows`),
    onRunComplete: (summary) => write(`done: ${String(summary.successfulNodes)} nodes`),
  },
  // For `seeknal run --state single-file:target/state.json`, or "state:" in seeknal_project.yml.
  stateBackends: {
    'single-file': openSingleFile,
    // Needs @aws-sdk/client-s3, which is loaded only for addresses like s3://bucket/folder.
    s3: async (address) => (await import('./extensions/s3-state.ts')).openS3State(address),
  },
});
