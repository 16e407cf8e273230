import Link from 'next/link';
import { kindOfId, shortNameOf, type NodeId } from '@/lib/graph/node-id';
import { cn } from '../ui/cn';

/** A node by its name; leads to its panel on the graph. */
export function NodeLink({ id, className }: { readonly id: NodeId; readonly className?: string }) {
  return (
    <Link
      href={`/?node=${encodeURIComponent(id)}`}
      title={id}
      className={cn('hover:underline hover:underline-offset-2', className)}
    >
      <span className="text-ink-faint">{kindOfId(id)}.</span>
      <span className="font-medium">{shortNameOf(id)}</span>
    </Link>
  );
}
