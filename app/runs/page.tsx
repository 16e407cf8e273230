import type { Metadata } from 'next';
import { readProject } from '@/components/project/actions';
import { RunsScreen } from '@/components/runs/runs-screen';

export const metadata: Metadata = { title: 'Runs' };

export default async function RunsPage() {
  const project = await readProject();
  return <RunsScreen directory={project.ok ? project.value.directory : '.'} />;
}
