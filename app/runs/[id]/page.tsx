import type { Metadata } from 'next';
import { RunScreen } from '@/components/runs/run-screen';

interface RunPageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata({ params }: RunPageProps): Promise<Metadata> {
  return { title: `Run ${(await params).id}` };
}

export default async function RunPage({ params }: RunPageProps) {
  const { id } = await params;
  return <RunScreen key={id} runId={id} />;
}
