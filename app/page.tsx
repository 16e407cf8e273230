import { GraphScreen } from '@/components/graph/graph-screen';
import { readProject } from '@/components/project/actions';
import { packSnapshot } from '@/components/project/pack-snapshot';
import { ok } from '@/lib/util/result';

export default async function GraphPage() {
  const project = await readProject();
  return <GraphScreen initial={project.ok ? ok(packSnapshot(project.value)) : project} />;
}
