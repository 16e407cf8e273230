import type { DiffLine } from './line-diff';

interface DiffLook {
  readonly sign: string;
  /** Said before the line, for who does not see the sign. */
  readonly word: string;
  readonly ground: string;
  /** The ground of the words that differ. */
  readonly mark: string;
}

/** How a line looks that went, came, or is on both sides. */
export const diffLooks: Record<DiffLine['side'], DiffLook> = {
  before: {
    sign: '−',
    word: 'removed: ',
    ground: 'bg-run-failed-soft',
    mark: 'bg-run-failed/25',
  },
  after: {
    sign: '+',
    word: 'added: ',
    ground: 'bg-run-success-soft',
    mark: 'bg-run-success/25',
  },
  both: { sign: '', word: '', ground: '', mark: '' },
};
