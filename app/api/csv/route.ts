import { z } from 'zod';
import { currentProject } from '@/lib/service/project/current-project';
import { serviceError, type ServiceError } from '@/lib/service/service-error';
import { err, type Result } from '@/lib/util/result';
import { columnsSchema, sqlSchema, viewSchema } from '../data/request';

const asked = z.union([
  z.object({ sql: sqlSchema }),
  z.object({ view: viewSchema, columns: columnsSchema }),
]);

/** A view or the result of a query as a file, with all its rows; `?ask=` holds it as JSON. */
export async function GET(request: Request): Promise<Response> {
  const text = new URL(request.url).searchParams.get('ask') ?? '';
  const opened = await open(text, request.signal);
  if (!opened.ok) {
    const { message, hint } = opened.error;
    return new Response(`${message}${hint === null ? '' : `\n${hint}`}\n`, {
      status: 400,
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    });
  }
  const { lines, name } = opened.value;
  return new Response(toStream(lines), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    },
  });
}

async function open(
  text: string,
  signal: AbortSignal,
): Promise<Result<{ lines: AsyncGenerator<string>; name: string }, ServiceError>> {
  const request = asked.safeParse(parseJson(text));
  if (!request.success) {
    return err(serviceError('invalid_request', z.prettifyError(request.error)));
  }
  const project = await currentProject();
  if (!project.ok) return project;
  const { data } = project.value;
  const lines =
    'sql' in request.data
      ? await data.csvOfQuery(request.data.sql, signal)
      : await data.csvOfView(request.data.view, request.data.columns, signal);
  if (!lines.ok) return lines;
  const name = 'sql' in request.data ? 'query' : request.data.view.output;
  return { ok: true, value: { lines: lines.value, name: `${name.replace(/[^\w.-]/g, '_')}.csv` } };
}

/** At the pace of whoever reads; one who stops ends the query. */
function toStream(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const piece = await lines.next();
      if (piece.done === true) controller.close();
      else controller.enqueue(encoder.encode(piece.value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
