import { Skeleton } from './skeleton';

/** The frame of a page whose data is on its way; nothing at all in the first moment. */
export function PageSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-12 items-center gap-3 px-4">
        <Skeleton className="h-8 w-56" />
        <Skeleton className="h-6 w-72" />
      </div>
      <div className="grid flex-1 grid-cols-4 content-center gap-x-20 gap-y-6 px-16 max-sm:grid-cols-2 max-sm:gap-x-6 max-sm:px-6">
        {Array.from({ length: 12 }, (_, index) => (
          <Skeleton key={index} className="h-20 rounded-[10px]" />
        ))}
      </div>
    </div>
  );
}
