import type { Metadata } from 'next';
import { CompareScreen } from '@/components/runs/compare-screen';

interface ComparePageProps {
  readonly params: Promise<{ readonly before: string; readonly after: string }>;
}

export const metadata: Metadata = { title: 'Compare runs' };

export default async function ComparePage({ params }: ComparePageProps) {
  const { before, after } = await params;
  return <CompareScreen key={`${before} ${after}`} before={before} after={after} />;
}
