'use client';

import { useRouter } from 'next/navigation';
import { useQueryStates } from 'nuqs';

/**
 * Goes to another page of the dashboard. The address is written up to 150 ms after the key or the click that changes it,
 * and a writing takes back a navigation that has begun: who is quick would stay where they are. So what is still to be
 * written comes first.
 */
export function useGoTo(): (href: string) => void {
  const router = useRouter();
  const [, write] = useQueryStates(nothing);
  return (href) => void write({}).finally(() => router.push(href));
}

/** Writing nothing tells when all else has been written. */
const nothing = {};
