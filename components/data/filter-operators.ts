import type { FilterOperator } from '@/lib/data/ask';
import { operatorWords } from './rows/filter-words';

/** All ways to compare, as an address may name them. */
export const filterOperators = Object.keys(operatorWords) as [FilterOperator, ...FilterOperator[]];
