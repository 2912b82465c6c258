import styles from './welcome.module.css';

const NODES: readonly [x: number, y: number, tone: 'ink' | 'rust' | 'dashed'][] = [
  [30, 40, 'ink'],
  [30, 130, 'ink'],
  [30, 220, 'dashed'],
  [150, 85, 'ink'],
  [150, 190, 'ink'],
  [270, 130, 'rust'],
  [390, 60, 'ink'],
  [390, 130, 'ink'],
  [390, 200, 'ink'],
];
const LINKS: readonly [number, number][] = [
  [0, 3],
  [1, 3],
  [1, 4],
  [2, 4],
  [3, 5],
  [4, 5],
  [5, 6],
  [5, 7],
  [5, 8],
];

/** A chain at a glance: what a lot came from, and where it went. Decorative. */
export function ChainPicture() {
  return (
    <svg viewBox="0 0 420 260" className={styles.picture} aria-hidden="true">
      {LINKS.map(([from, to]) => {
        const [x1, y1, tone] = NODES[from] ?? [0, 0, 'ink'];
        const [x2, y2] = NODES[to] ?? [0, 0];
        const middle = (x1 + x2) / 2;
        return (
          <path
            key={`${from}-${to}`}
            d={`M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`}
            className={tone === 'dashed' ? styles.faint : styles.link}
          />
        );
      })}
      {NODES.map(([x, y, tone]) => (
        <circle key={`${x}-${y}`} cx={x} cy={y} r={tone === 'rust' ? 17 : 11} className={styles[tone]} />
      ))}
    </svg>
  );
}
