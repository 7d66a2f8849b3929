/** Paths of the portal's own icons on a 16 × 16 field, stroked. */
export const ICON = {
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  down: 'M4 6l4 4 4-4',
  left: 'M10 4L6 8l4 4',
  right: 'M6 4l4 4-4 4',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.5 10.5l3 3',
  overview: 'M2.5 7.5 8 3l5.5 4.5V13h-11zM6.5 13V9.5h3V13',
  efficacy: 'M2 13h12M3.5 10V3M7 10V5.5M10.5 10V8M13.5 10V9',
  subject: 'M8 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 13.5c.6-2.6 2.5-4 5-4s4.4 1.4 5 4',
  trials: 'M2.5 3.5h11v3h-11zM2.5 9.5h11v3h-11z',
  difference: 'M8 2.5 14.2 13H1.8zM8 6.5v3M8 11.3h.01',
  import: 'M8 2.5V10M5 7l3 3 3-3M3 9.5v4h10v-4',
  export: 'M8 10V2.5M5 5.5l3-3 3 3M3 9.5v4h10v-4',
  audit: 'M4 3v10M4 5h3.5a2 2 0 0 1 2 2v0a2 2 0 0 0 2 2H13M2.5 3h3M2.5 13h3',
  charter: 'M4 2.5h6l2.5 2.5v8.5H4zM6 7h4.5M6 9.5h4.5',
  compare: 'M5.5 3v10M10.5 3v10M2.5 5.5h3M2.5 8.5h3M10.5 5.5h3M10.5 10.5h3',
  check: 'M3 8.5 6.5 12 13 4.5',
  close: 'M4 4l8 8M12 4l-8 8',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5.3a2.5 2.5 0 0 1 5 0v2.2',
  eye: 'M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  link: 'M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2-2a2.6 2.6 0 0 0-3.7-3.7l-.8.8M9.2 6.8a2.6 2.6 0 0 0-3.7 0l-2 2a2.6 2.6 0 0 0 3.7 3.7l.8-.8',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.3V11M8 5h.01',
  ascending: 'M8 13V3.5M4.5 7 8 3.5 11.5 7',
  descending: 'M8 3v9.5M4.5 9 8 12.5 11.5 9',
} as const;

export type IconName = keyof typeof ICON;
