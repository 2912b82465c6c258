import { useLayoutEffect, useRef } from 'react';
import { useT } from '../../language';
import styles from './epcis.module.css';
import { type Excerpt, scrollToMark } from './excerpt';

/** Room to the right of a mark, in pixels. */
const AFTER_MARK = 12;

/** A line of the document with the marked word in sight. */
export function ExcerptStrip({ excerpt, line }: { excerpt: Excerpt; line: number }) {
  const t = useT();
  const strip = useRef<HTMLPreElement>(null);
  const number = useRef<HTMLSpanElement>(null);
  const mark = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (!strip.current || !number.current || !mark.current) return;
    const { offsetLeft: start, offsetWidth } = mark.current;
    strip.current.scrollLeft = scrollToMark({
      start,
      end: start + offsetWidth + AFTER_MARK,
      view: strip.current.clientWidth,
      kept: number.current.offsetWidth,
    });
  }, [excerpt]);
  return (
    <pre ref={strip} className={styles.excerpt} aria-label={t('epcis.line', { line })} tabIndex={0}>
      <span ref={number} className={styles.number}>
        {line}
      </span>
      {excerpt.before}
      <mark ref={mark}>{excerpt.marked}</mark>
      {excerpt.after}
    </pre>
  );
}
