import type { Metadata } from 'next';
import { SqlScreen } from '@/components/sql/sql-screen';

export const metadata: Metadata = { title: 'SQL' };

export default function SqlPage() {
  return <SqlScreen />;
}
