import { Compass } from 'lucide-react';
import Link from 'next/link';
import { Notice } from '@/components/ui/notice';

export default function NotFound() {
  return (
    <Notice
      icon={Compass}
      title="There is no such page"
      actions={
        <Link
          href="/"
          className="inline-flex h-8 items-center rounded-md bg-ink px-3 font-medium text-surface hover:bg-ink/85"
        >
          To the graph
        </Link>
      }
    >
      The address may be mistyped, or from an older version of the dashboard.
    </Notice>
  );
}
