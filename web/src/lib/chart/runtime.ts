import type { Chart as Runtime } from 'chart.js';

let loading: Promise<typeof Runtime> | undefined;

/** Brings Chart.js with the parts our figures use. In the browser only: the library wants a window. */
export function loadRuntime(): Promise<typeof Runtime> {
  loading ??= import('chart.js').then((library) => {
    const { Chart } = library;
    Chart.register(
      library.BarController,
      library.BarElement,
      library.CategoryScale,
      library.LinearScale,
      library.LineController,
      library.LineElement,
      library.PointElement,
    );
    return Chart;
  });
  return loading;
}
