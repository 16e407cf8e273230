import type { Metadata } from 'next';
import { NodeScreen } from '@/components/runs/node-screen';

interface NodePageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata({ params }: NodePageProps): Promise<Metadata> {
  return { title: decodeURIComponent((await params).id) };
}

export default async function NodePage({ params }: NodePageProps) {
  const id = decodeURIComponent((await params).id);
  return <NodeScreen key={id} nodeId={id} />;
}
