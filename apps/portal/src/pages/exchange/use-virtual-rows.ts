import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';

/** Rows of a long table that are in sight, with the heights of what lies before and after them. */
export function useVirtualRows(count: number, rowHeight: number) {
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const rows = virtual.getVirtualItems();
  return {
    scroll,
    rows,
    measure: virtual.measureElement,
    scrollTo: (index: number) => virtual.scrollToIndex(index, { align: 'auto' }),
    before: rows[0]?.start ?? 0,
    after: virtual.getTotalSize() - (rows.at(-1)?.end ?? 0),
  };
}
