import type { Page } from 'playwright-core';
import { openBrowser, openContext } from '../../services/e2e/support/browser.ts';
import { withCleanup } from '../support/cleanup.ts';
import { startOwnStack } from '../support/stack.ts';
import type { Row } from '../table.ts';

/** What a visitor of a page waits for, in seconds, and what the browser must fetch for it, in kB as sent. */
interface PageFigures {
  firstContentfulPaint: number;
  timeToInteractive: number;
  scriptKilobytes: number;
}

/** No long task for so long: the page answers at once. */
const QUIET_MS = 5_000;

/** The landing page in a real browser, served as it is built. */
export const pages = (): Promise<Row[]> =>
  withCleanup(async (cleanup) => {
    await startOwnStack(cleanup, 'simulated', { CYBERDESK_WEB: 'on' });
    return rows(await loadPage('/'));
  });

const rows = ({ firstContentfulPaint, timeToInteractive, scriptKilobytes }: PageFigures): Row[] => [
  { what: 'landing page, first contentful paint', value: firstContentfulPaint, unit: 's' },
  { what: 'landing page, time to interactive', value: timeToInteractive, unit: 's' },
  { what: 'landing page, JavaScript as sent', value: scriptKilobytes, unit: 'kB', atMost: 200 },
];

/** Loads a page in a fresh profile of a real browser. */
const loadPage = async (path: string): Promise<PageFigures> => {
  const browser = await openBrowser();
  try {
    const page = await (await openContext(browser)).newPage();
    const scripts = countScripts(page);
    await page.addInitScript(observe);
    await page.goto(path, { waitUntil: 'networkidle' });
    await page.waitForTimeout(QUIET_MS);
    const { paint, lastLongTask } = await page.evaluate(read);
    return {
      firstContentfulPaint: paint / 1000,
      timeToInteractive: Math.max(paint, lastLongTask) / 1000,
      scriptKilobytes: await scripts(),
    };
  } finally {
    await browser.close();
  }
};

/** Bytes of scripts as they came over the wire. */
const countScripts = (page: Page): (() => Promise<number>) => {
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script')
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  return async () => (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 1000;
};

/** Runs in the page: notes when something was first drawn and when the last long task ended. */
const observe = (): void => {
  const figures = { paint: 0, lastLongTask: 0 };
  Object.assign(globalThis, { figures });
  const follow = (type: string, note: (entry: PerformanceEntry) => void): void =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({
      type,
      buffered: true,
    });
  follow('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') figures.paint = startTime;
  });
  follow('longtask', ({ startTime, duration }) => {
    figures.lastLongTask = startTime + duration;
  });
};

const read = (): { paint: number; lastLongTask: number } =>
  (globalThis as unknown as { figures: { paint: number; lastLongTask: number } }).figures;
