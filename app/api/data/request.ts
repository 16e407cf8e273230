import { z } from 'zod';
import type { Cell, OutputProfile, Page, QueryResult } from '@/lib/data/ask';
import { filterOperators } from '@/lib/data/ask';
import { parseNodeId } from '@/lib/graph/node-id';
import type { OutputSchema } from '@/lib/service/data/data-insights';
import type { OpenProject } from '@/lib/service/project/open-project';
import type { QueryTable } from '@/lib/service/data/output-reader';
import type { ServiceError } from '@/lib/service/service-error';
import type { Result } from '@/lib/util/result';

const output = z
  .string()
  .max(500)
  .transform((text, context) => {
    const id = parseNodeId(text);
    if (id.ok) return id.value;
    context.addIssue({ code: 'custom', message: id.error });
    return z.NEVER;
  });
const column = z.string().max(2000);
const filter = z.object({
  column: column.nullable(),
  operator: z.enum(filterOperators),
  value: z.string().max(2000),
});
const sort = z.object({ column, descending: z.boolean() });

/** Which rows of an output, in which order; as it comes out of an address or a request. */
export const viewSchema = z.object({
  output,
  filters: z.array(filter).max(50),
  sort: z.array(sort).max(20),
});
export const columnsSchema = z.array(column).max(5000).nullable();
export const sqlSchema = z.string().max(100_000);

/** All that a page may ask of the rows; what takes long ends when the browser gives up on it. */
export const dataRequest = z.discriminatedUnion('type', [
  viewSchema.extend({
    type: z.literal('page'),
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(500),
    columns: columnsSchema,
  }),
  z.object({
    type: z.literal('cell'),
    output,
    rowNumber: z.number().int().min(0),
    column,
  }),
  z.object({ type: z.literal('profile'), output }),
  z.object({ type: z.literal('schema'), output }),
  z.object({ type: z.literal('tables') }),
  z.object({ type: z.literal('query'), sql: sqlSchema, explain: z.boolean() }),
]);
export type DataRequest = z.input<typeof dataRequest>;

/** What comes back, by what was asked. */
export interface DataAnswers {
  readonly page: Page;
  readonly cell: Cell;
  readonly profile: OutputProfile;
  readonly schema: OutputSchema;
  readonly tables: readonly QueryTable[];
  readonly query: QueryResult;
}

export function answerRequest(
  { data, insights }: OpenProject,
  request: z.output<typeof dataRequest>,
  signal: AbortSignal,
): Promise<Result<DataAnswers[keyof DataAnswers], ServiceError>> {
  switch (request.type) {
    case 'page':
      return data.page(request, signal);
    case 'cell':
      return data.cell(request, signal);
    case 'profile':
      return data.profile(request.output, signal);
    case 'schema':
      return insights.schema(request.output, signal);
    case 'tables':
      return data.tables(signal);
    case 'query':
      return data.query(request, signal);
  }
}
