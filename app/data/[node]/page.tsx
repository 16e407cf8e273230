import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { DataScreen } from '@/components/data/data-screen';
import { parseNodeId } from '@/lib/graph/node-id';

interface DataPageProps {
  readonly params: Promise<{ readonly node: string }>;
}

export async function generateMetadata({ params }: DataPageProps): Promise<Metadata> {
  return { title: `Data of ${decodeURIComponent((await params).node)}` };
}

export default async function DataPage({ params }: DataPageProps) {
  const id = parseNodeId(decodeURIComponent((await params).node));
  if (!id.ok) notFound();
  return <DataScreen key={id.value} id={id.value} />;
}
