import { isRunId } from '../../../events/run-id';
import type { ProjectPaths } from '../../../files/project-paths';
import { listRunIds } from '../../../history/list-run-ids';
import { readRunRecord, type RecordedRunParts } from '../../../history/read-run-record';
import { readRunRecords } from '../../../history/read-run-records';
import { serviceError, type ServiceError } from '../../../service/service-error';
import { err, ok, type Result } from '../../../util/result';

/** The run that is meant by its id, by the beginning of it, or by `last`. */
export async function findRun(
  paths: ProjectPaths,
  name: string,
): Promise<Result<RecordedRunParts, ServiceError>> {
  const ids = await matchingIds(paths, name);
  if (ids.length > 1) {
    return err(
      serviceError('unknown_run', `"${name}" is how several runs begin: ${ids.join(', ')}.`, {
        hint: 'Give more of the id.',
      }),
    );
  }
  const run = ids[0] === undefined ? null : await readRunRecord(paths, ids[0]);
  if (run !== null) return ok(run);
  if (name === 'last') {
    return err(
      serviceError('unknown_run', 'Nothing has run in this project yet.', {
        hint: '`seeknal run` makes the first run.',
      }),
    );
  }
  return err(
    serviceError('unknown_run', `There is no run "${name}".`, {
      hint: '`seeknal history list` shows the runs.',
    }),
  );
}

async function matchingIds(paths: ProjectPaths, name: string): Promise<string[]> {
  if (name === 'last') {
    const newest = await readRunRecords(paths, { limit: 1, includeEmpty: true });
    return newest.map((record) => record.runId);
  }
  if (!isRunId(name)) return [];
  const ids = await listRunIds(paths);
  return ids.includes(name) ? [name] : ids.filter((id) => id.startsWith(name));
}
