import type { Metadata } from 'next';
import { readProject } from '@/components/project/actions';
import { listRuns } from '@/components/runs/actions';
import { RunsScreen } from '@/components/runs/runs-screen';

export const metadata: Metadata = { title: 'Runs' };

export default async function RunsPage({
  searchParams,
}: {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}) {
  const includeEmpty = (await searchParams)['empty'] === 'true';
  const [runs, project] = await Promise.all([
    listRuns({ limit: 50, before: null, includeEmpty }),
    readProject(),
  ]);
  return (
    <RunsScreen
      initial={runs}
      initialIncludesEmpty={includeEmpty}
      directory={project.ok ? project.value.directory : '.'}
    />
  );
}
