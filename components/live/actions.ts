'use server';

import { z } from 'zod';
import { isRunId } from '@/lib/events/run-id';
import { currentProject } from '@/lib/service/project/current-project';
import type { StreamMessage } from '@/lib/service/history/stream-message';

const cursorSchema = z.record(z.string().refine(isRunId), z.number().int().min(0));

/** All that a page follows, from where it left off. Ends at once when there is no project: the page tries again later. */
export async function follow(input: unknown): Promise<AsyncGenerator<StreamMessage>> {
  const cursor = cursorSchema.parse(input);
  const project = await currentProject();
  if (!project.ok) return nothing();
  const abort = new AbortController();
  return endWith(project.value.follow(cursor, abort.signal), abort);
}

/** Frees what the stream holds as soon as the browser is gone. */
async function* endWith(
  messages: AsyncIterable<StreamMessage>,
  abort: AbortController,
): AsyncGenerator<StreamMessage> {
  try {
    yield* messages;
  } finally {
    abort.abort();
  }
}

/** A stream without messages. */
async function* nothing(): AsyncGenerator<StreamMessage> {}
