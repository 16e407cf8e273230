import { Suspense } from 'react';
import { GraphScreen } from '@/components/graph/graph-screen';
import { readProject } from '@/components/project/actions';
import { packSnapshot } from '@/components/project/pack-snapshot';
import { PageSkeleton } from '@/components/ui/page-skeleton';
import { ok } from '@/lib/util/result';
import { readNonce } from './read-nonce';

/** A project that takes longer to read than this is announced by a skeleton. */
const patienceMs = 200;

/**
 * The graph stands in the page itself and behind no boundary wherever the project is there in time: what comes after a
 * skeleton is shown by a script, and not before 300 ms have passed.
 */
export default async function GraphPage() {
  const reading = readProject();
  const isSlow = await Promise.race([
    reading.then(() => false),
    new Promise<boolean>((resolve) => setTimeout(resolve, patienceMs, true)),
  ]);
  if (!isSlow) return <ReadGraph reading={reading} />;
  return (
    <Suspense fallback={<PageSkeleton />}>
      <ReadGraph reading={reading} />
    </Suspense>
  );
}

async function ReadGraph({ reading }: { readonly reading: ReturnType<typeof readProject> }) {
  const [project, nonce] = await Promise.all([reading, readNonce()]);
  return (
    <GraphScreen initial={project.ok ? ok(packSnapshot(project.value)) : project} nonce={nonce} />
  );
}
