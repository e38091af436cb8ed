// Our own icons: 24 px grid, drawn by the text's colour; those with a direction mirror in right-to-left pages.
import type { ReactNode } from 'react';

const drawings = {
  'arrow-forward': { mirror: true, path: 'M5 12h14M13 6l6 6-6 6' },
  'arrow-back': { mirror: true, path: 'M19 12H5M11 6l-6 6 6 6' },
  'chevron-forward': { mirror: true, path: 'M9 6l6 6-6 6' },
  'chevron-back': { mirror: true, path: 'M15 6l-6 6 6 6' },
  'chevron-down': { mirror: false, path: 'M6 9l6 6 6-6' },
  'sign-out': { mirror: true, path: 'M14 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h8M10 12h10M17 8.5l3.5 3.5-3.5 3.5' },
  send: { mirror: true, path: 'M4 12l16-7-5 15-4-6-7-2zM11 14l4-4' },
  check: { mirror: false, path: 'M5 12.5l4.5 4.5L19 7.5' },
  close: { mirror: false, path: 'M6 6l12 12M18 6L6 18' },
  plus: { mirror: false, path: 'M12 5v14M5 12h14' },
  search: { mirror: true, path: 'M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13zM15.5 15.5L20 20' },
  good: { mirror: false, path: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM8 12.3l2.8 2.8L16 9.6' },
  info: { mirror: false, path: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM12 11v5.5M12 7.6v.3' },
  warn: { mirror: false, path: 'M12 4L2.8 20h18.4L12 4zM12 10v4.5M12 17.2v.2' },
  bad: { mirror: false, path: 'M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3L8.3 3zM12 7.5v5.5M12 16.2v.3' },
  clock: { mirror: false, path: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM12 7v5.2l3.4 2' },
  phone: {
    mirror: false,
    path: 'M8 2.5h8a1.5 1.5 0 0 1 1.5 1.5v16a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 20V4A1.5 1.5 0 0 1 8 2.5zM11 18.5h2',
  },
  call: {
    mirror: false,
    path: 'M5 4h4l1.6 4.4-2.2 1.5a12 12 0 0 0 5.7 5.7l1.5-2.2L20 15v4a1.5 1.5 0 0 1-1.6 1.5A15.5 15.5 0 0 1 3.5 5.6A1.5 1.5 0 0 1 5 4z',
  },
  accounts: { mirror: false, path: 'M3.5 9.5L12 4l8.5 5.5M5 10v8M10 10v8M14 10v8M19 10v8M3.5 20.5h17' },
  card: {
    mirror: false,
    path: 'M4.5 5.5h15A1.5 1.5 0 0 1 21 7v10a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17V7a1.5 1.5 0 0 1 1.5-1.5zM3 10h18M6.5 15h4',
  },
  bill: { mirror: true, path: 'M6 3h12v18l-3-2-3 2-3-2-3 2V3zM9 8h6M9 12h6' },
  shield: { mirror: false, path: 'M12 3l7.5 2.8v5.7c0 4.5-3 8-7.5 9.5-4.5-1.5-7.5-5-7.5-9.5V5.8L12 3zM8.8 12l2.3 2.3 4.2-4.5' },
  lock: {
    mirror: false,
    path: 'M6.5 10.5h11A1.5 1.5 0 0 1 19 12v7a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 19v-7a1.5 1.5 0 0 1 1.5-1.5zM8 10.5V7.5a4 4 0 0 1 8 0v3M12 14.5v2',
  },
  unlock: {
    mirror: false,
    path: 'M6.5 10.5h11A1.5 1.5 0 0 1 19 12v7a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 19v-7a1.5 1.5 0 0 1 1.5-1.5zM8 10.5V7.5a4 4 0 0 1 7.7-1.5M12 14.5v2',
  },
  key: { mirror: false, path: 'M8 20a4.5 4.5 0 1 1 0-9 4.5 4.5 0 0 1 0 9zM11.2 12.3L20 3.5M16 7.5l2.5 2.5M13.5 10l1.8 1.8' },
  qr: { mirror: false, path: 'M4 4h6v6H4V4zM14 4h6v6h-6V4zM4 14h6v6H4v-6zM14 14h2.5v2.5M20 14v2.5h-3.5M14 20h2.5M20 20v-.5' },
  camera: {
    mirror: false,
    path: 'M4.5 7.5H8L9.5 5h5L16 7.5h3.5A1.5 1.5 0 0 1 21 9v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18V9a1.5 1.5 0 0 1 1.5-1.5zM12 16.5a3.5 3.5 0 1 1 0-7 3.5 3.5 0 0 1 0 7z',
  },
  bell: { mirror: false, path: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15L6 16.5zM10 20.5h4' },
  mail: {
    mirror: false,
    path: 'M4.5 5.5h15A1.5 1.5 0 0 1 21 7v10a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17V7a1.5 1.5 0 0 1 1.5-1.5zM3.5 7l8.5 6 8.5-6',
  },
  message: {
    mirror: true,
    path: 'M5 4.5h14A1.5 1.5 0 0 1 20.5 6v9a1.5 1.5 0 0 1-1.5 1.5h-8L6.5 20.5v-4H5A1.5 1.5 0 0 1 3.5 15V6A1.5 1.5 0 0 1 5 4.5zM8 9h8M8 12.5h5',
  },
  person: { mirror: false, path: 'M12 12a4 4 0 1 1 0-8 4 4 0 0 1 0 8zM4.5 20.5a7.5 7.5 0 0 1 15 0' },
  people: {
    mirror: true,
    path: 'M9 11.5a3.5 3.5 0 1 1 0-7 3.5 3.5 0 0 1 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M15.5 4.8a3.5 3.5 0 0 1 0 6.4M18 14.6a6.5 6.5 0 0 1 3.5 5.4',
  },
  service: {
    mirror: false,
    path: 'M4 14v-2a8 8 0 0 1 16 0v2M4 13.5h3.5V19H5.5A1.5 1.5 0 0 1 4 17.5v-4zM20 13.5h-3.5V19h2a1.5 1.5 0 0 0 1.5-1.5v-4z',
  },
  settings: {
    mirror: false,
    path: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 9.5a2.5 2.5 0 1 1 0-5 2.5 2.5 0 0 1 0 5zM9 19.5a2.5 2.5 0 1 1 0-5 2.5 2.5 0 0 1 0 5z',
  },
  language: {
    mirror: false,
    path: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM3.5 12h17M12 3c2.5 2.6 3.7 5.6 3.7 9s-1.2 6.4-3.7 9c-2.5-2.6-3.7-5.6-3.7-9S9.5 5.6 12 3z',
  },
  theme: { mirror: false, path: 'M12 3a9 9 0 1 0 9 9 7 7 0 0 1-9-9z' },
  refresh: { mirror: true, path: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3L20 9.5M20 4.5v5h-5' },
  download: { mirror: false, path: 'M12 4v11M7 10.5l5 5 5-5M4.5 20h15' },
  history: { mirror: true, path: 'M4.5 12a7.5 7.5 0 1 0 2.2-5.3L4 9.5M4 4.5v5h5M12 8v4.3l3 1.7' },
  home: { mirror: false, path: 'M4 11l8-7 8 7v8.5a1 1 0 0 1-1 1h-4.5V14h-5v6.5H5a1 1 0 0 1-1-1V11z' },
  pin: {
    mirror: false,
    path: 'M12 21s6.5-5.7 6.5-11a6.5 6.5 0 0 0-13 0c0 5.3 6.5 11 6.5 11zM12 12.3a2.3 2.3 0 1 1 0-4.6 2.3 2.3 0 0 1 0 4.6z',
  },
  eye: { mirror: false, path: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 15a3 3 0 1 1 0-6 3 3 0 0 1 0 6z' },
  'eye-off': {
    mirror: false,
    path: 'M4 4l16 16M9.9 5.8A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-3 3.7M6.5 7.7A15 15 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4.3-1.1M10 10a3 3 0 0 0 4 4',
  },
  swap: { mirror: false, path: 'M4 8h14M14.5 4.5L18 8l-3.5 3.5M20 16H6M9.5 12.5L6 16l3.5 3.5' },
  token: {
    mirror: false,
    path: 'M7 2.5h10A1.5 1.5 0 0 1 18.5 4v16a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 20V4A1.5 1.5 0 0 1 7 2.5zM8.5 6h7v4h-7V6zM9 14h.1M12 14h.1M15 14h.1M9 17.5h.1M12 17.5h.1M15 17.5h.1',
  },
  trash: { mirror: false, path: 'M4.5 6.5h15M9.5 6.5V4h5v2.5M6.5 6.5l1 14h9l1-14M10.5 10.5v6M13.5 10.5v6' },
  fingerprint: {
    mirror: false,
    path: 'M6 8.5a7 7 0 0 1 12 1.5c.5 2 .5 4.5 0 7M5 13a16 16 0 0 0 0-1.5M8.5 20c.8-2 1-5 1-8a2.5 2.5 0 0 1 5 0c0 3.5-.3 6-1.2 8.5M12 12c0 3.5-.2 6-1 8.5M5.5 17.5c.5-1.5.6-3 .6-5.5',
  },
  menu: { mirror: false, path: 'M4 7h16M4 12h16M4 17h16' },
  external: { mirror: true, path: 'M10 5H5v14h14v-5M14 4.5h5.5V10M19 5l-8.5 8.5' },
  document: { mirror: false, path: 'M7 3h7.5L19 7.5V20a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM14 3v5h5M9.5 13h6M9.5 17h6' },
  filter: { mirror: false, path: 'M4 6h16M7 12h10M10 18h4' },
  copy: {
    mirror: false,
    path: 'M9 8.5h10A1 1 0 0 1 20 9.5v10a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1zM4.5 15.5V4.5a1 1 0 0 1 1-1h10',
  },
} as const satisfies Record<string, { readonly mirror: boolean; readonly path: string }>;

export type IconName = keyof typeof drawings;

/** Decoration beside words: hidden from screen readers, so never the only sign of a state. Size in pixels. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }): ReactNode {
  const { mirror, path } = drawings[name];
  return (
    <svg
      className={mirror ? 'icon icon-mirror' : 'icon'}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      <path d={path} fill="none" stroke="currentColor" strokeWidth={1.75} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
