import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

/** With what a screen reader is told, as when one runs. */
const ARGUMENTS = ['--no-sandbox', '--force-renderer-accessibility'];

/** What a page is opened with. */
type Options = Parameters<Browser['newPage']>[0] & { readonly hash?: string };

/** Opens pages from disk, and hears what they say. */
export interface Pages {
  readonly opened: (name: string, options?: Options) => Promise<Page>;
  /** What the page that was opened last told on the console, and what it asked of the network. */
  readonly told: readonly string[];
}

/** Writes pages to disk, and opens them in Chromium. For a suite: it opens and closes the browser. */
export function pagesInBrowser(pages: () => Readonly<Record<string, string>>): Pages {
  let browser: Browser;
  let folder: string;
  const told: string[] = [];
  beforeAll(async () => {
    browser = await chromium
      .launch({ executablePath: 'chromium', args: ARGUMENTS })
      .catch(async () => chromium.launch({ channel: 'chromium', executablePath: '/usr/bin/chromium', args: ARGUMENTS }));
    folder = mkdtempSync(join(tmpdir(), 'cado-response-page-'));
    for (const [name, html] of Object.entries(pages())) writeFileSync(join(folder, `${name}.html`), html);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    told,
    opened: async (name, { hash = '', ...options } = {}) => {
      const page = await browser.newPage({ viewport: { width: 1400, height: 1000 }, ...options });
      told.length = 0;
      page.on('console', (message) => told.push(`console: ${message.text()}`));
      page.on('pageerror', (error) => told.push(`error: ${error.message}`));
      page.on('request', (request) => {
        if (!request.url().startsWith('file:') && !request.url().startsWith('data:')) told.push(`request: ${request.url()}`);
      });
      await page.goto(`file://${join(folder, `${name}.html`)}${hash}`);
      if (options.javaScriptEnabled !== false) await drawn(page);
      return page;
    },
  };
}

/** Waits until the page is drawn as it is now: rows of the list have no text to be seen before that, since only those in view are laid out. */
export const drawn = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));

/** Opens the sections of a page, and waits for what they hold. */
export async function openSections(page: Page): Promise<void> {
  for (const id of ['attacks', 'permissions', 'policies']) {
    await page.locator(`#${id} > summary`).click();
    await page.locator(`#${id}-body > *`).first().waitFor();
  }
}

/** The name of what has the focus, as a screen reader says it. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
  });

/** Heads of tables and verdicts in them that take more than one line. */
export const brokenCells = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const lines = (cell: Element): number => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return new Set([...range.getClientRects()].filter(({ width }) => width > 2).map(({ top }) => Math.round(top / 4))).size;
    };
    return [...document.querySelectorAll('thead th, td.verdict')]
      .filter((cell) => cell.checkVisibility() && lines(cell) > 1)
      .map((cell) => cell.textContent ?? '');
  });
