/** Everything the package offers: rows → Chart.js configuration, and what legends, tables and keyboards need. */
export * from './arm-mark.ts';
export { FONT_FAMILY } from './axis.ts';
export * from './enrolment.ts';
export * from './figure-table.ts';
export * from './legend.ts';
export * from './mark.ts';
export * from './number-text.ts';
export * from './palette.ts';
export * from './pattern.ts';
export * from './response.ts';
export * from './signature-columns.ts';
export * from './swimmer-row.ts';
export * from './swimmer.ts';
export * from './timeline-row.ts';
export * from './timeline.ts';
export * from './waterfall-row.ts';
export * from './waterfall.ts';
