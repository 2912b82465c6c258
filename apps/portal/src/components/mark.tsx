/** Two linked rings: the sign of the house. Decorative, the name stands beside it. */
export function Mark({ size = 28, tone = 'dark' }: { size?: number; tone?: 'dark' | 'light' }) {
  const [first, second] = tone === 'dark' ? ['#12303b', '#a8431a'] : ['#ffffff', '#f0a27a'];
  return (
    <svg
      width={size * 1.5}
      height={size}
      viewBox="0 0 48 32"
      fill="none"
      strokeWidth="5"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M26.6 20.5a10.5 10.5 0 1 1 .9-5.6" stroke={first} />
      <path d="M21.4 11.5a10.5 10.5 0 1 1-.9 5.6" stroke={second} />
    </svg>
  );
}
