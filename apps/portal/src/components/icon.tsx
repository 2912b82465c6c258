const PATHS = {
  home: 'M4 11.5 12 5l8 6.5V20h-5v-5h-6v5H4z',
  lots: 'M4 8l8-4 8 4-8 4zM4 8v8l8 4 8-4V8M12 12v8',
  send: 'M4 12h13M12 6l6 6-6 6M20 5v14',
  receive: 'M20 12H7M12 6l-6 6 6 6M4 5v14',
  transform: 'M5 7h6l3 5 3-0M5 17h6l3-5h5M16 9l3 3-3 3',
  file: 'M7 3h7l4 4v14H7zM14 3v4h4M10 13h5M10 17h5',
  upload: 'M12 16V5M7.5 9.5 12 5l4.5 4.5M5 19h14',
  people:
    'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3.5 19c.6-3 2.8-4.5 5.500-4.500s4.900 1.500 5.500 4.500M15.500 5.500a3 3 0 0 1 0 5.200M17 14.800c1.900.600 3.100 2 3.500 4.200',
  journal: 'M6 4h12v16H6zM9 8h6M9 12h6M9 16h4',
  key: 'M8 16a4 4 0 1 1 3.700-5.500H20v3h-2v2h-3v-2h-3.300A4 4 0 0 1 8 16z',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  cross: 'M6 6l12 12M18 6L6 18',
  warning: 'M12 4 3 19h18zM12 10v4M12 16.500v.5',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5M12 7.500v.5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.500 2',
  search: 'M11 17a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM15.500 15.500 20 20',
  plus: 'M12 5v14M5 12h14',
  menu: 'M4 7h16M4 12h16M4 17h16',
  chevron: 'M6 9l6 6 6-6',
  back: 'M14 6l-6 6 6 6',
  lock: 'M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3',
  certificate: 'M12 13a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM9 12.500 8 21l4-2.500L16 21l-1-8.500',
  hidden:
    'M4 4l16 16M9.500 5.500A9 9 0 0 1 21 12a12 12 0 0 1-2.500 3.400M6 8a12 12 0 0 0-3 4c1.500 3.500 5 6 9 6 1.200 0 2.300-.200 3.300-.600',
  building: 'M5 21V4h9v17M14 9h5v12M3 21h18M8 8h3M8 12h3M8 16h3',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  document: 'M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 15.500h5M10 8.500h1.500',
  inbox: 'M4 13 6.500 5h11L20 13v6H4zM4 13h4.500l1.500 3h4l1.500-3H20',
  calendar: 'M5 6h14v14H5zM5 10h14M9 4v4M15 4v4M9 14h.5M14 14h.5',
  tags: 'M4 4h7l9 9-7 7-9-9zM8 8h.5',
  hook: 'M9 8a3.500 3.500 0 1 1 4.500 3.300L11 17M7.500 13.500A3.500 3.500 0 1 0 11 17h7',
  hand: 'M8 12V6.500a1.500 1.500 0 0 1 3 0V11V5a1.500 1.500 0 0 1 3 0v6V6.500a1.500 1.500 0 0 1 3 0V14c0 4-2 6-5 6-3.500 0-5-2-7-6 1-1 2-1 3 1z',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  scan: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M7 12h10',
  balance: 'M12 4v16M8 20h8M5 7h14M5 7l-2.500 6h5zM19 7l-2.500 6h5z',
  chart: 'M4 20h16M7 20v-7M12 20V6M17 20v-10',
  out: 'M14 4h6v16h-6M10 8l-4 4 4 4M6 12h10',
} as const;

export type IconName = keyof typeof PATHS;

/** A small drawing beside a text; never alone, so hidden from screen readers. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      style={{ flex: 'none' }}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
