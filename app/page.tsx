import { GraphScreen } from '@/components/graph/graph-screen';
import { readPackedProject } from '@/components/project/actions';

export default async function GraphPage() {
  return <GraphScreen initial={await readPackedProject()} />;
}
