import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describeBrowser } from '../terraform/test-bed/describe-terraform';
import { brokenCells, openSections, pagesInBrowser } from './browser';
import { PAGES } from './pages';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] as const;

/** What axe-core finds. */
const violations = (page: Page): Promise<readonly object[]> =>
  page.evaluate(
    async (standards) => {
      const { axe } = window as unknown as {
        axe: {
          run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
        };
      };
      const found = await axe.run({ runOnly: standards });
      return found.violations.map(({ id, nodes }) => ({ id, node: nodes[0]?.html, why: nodes[0]?.failureSummary }));
    },
    STANDARDS as readonly string[],
  );

const MODES = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['phone', { colorScheme: 'light', viewport: { width: 390, height: 844 } }],
  ['forced colours', { forcedColors: 'active' }],
] as const;

describeBrowser('the page for everybody', () => {
  const { opened, told } = pagesInBrowser(PAGES);

  it.each([...MODES.map(([mode, options]) => [mode, 'keys', options] as const), ['light', 'hostile', {}] as const])(
    'axe-core finds nothing (%s, %s)',
    async (_mode, name, options) => {
      const page = await opened(name, { ...options, bypassCSP: true });
      await page.addScriptTag({ content: AXE });
      expect(await violations(page)).toEqual([]);
      await openSections(page);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      expect(await violations(page)).toEqual([]);
      await page.locator('#attacks-body button').first().click();
      expect(await violations(page)).toEqual([]);
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
      expect(await violations(page)).toEqual([]);
      await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
      expect(await violations(page)).toEqual([]);
      await page.close();
    },
  );

  it.each([320, 360, 768, 1400, 1920])('nothing is wider than a screen of %d, but for tables that scroll by themselves', async (width) => {
    for (const name of ['keys', 'hostile', 'three accounts']) {
      const page = await opened(name, { viewport: { width, height: 800 } });
      await openSections(page);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      expect([name, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([name, width]);
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll('.list td, .list th, .verdicts li, .facts dd, #why p, #detail p')]
          .filter(
            (one) => one.checkVisibility() && (one.scrollWidth > one.clientWidth + 1 || one.getBoundingClientRect().right > innerWidth),
          )
          .map((one) => one.textContent),
      );
      expect([name, cut]).toEqual([name, []]);
      expect(told).toEqual([]);
      await page.close();
    }
  });

  it.each([1400, 390])('heads of tables are not broken within words at %d', async (width) => {
    const page = await opened('keys', { viewport: { width, height: 800 } });
    await openSections(page);
    expect(await brokenCells(page)).toEqual([]);
    await page.close();
  });

  it('heads of a matrix that scrolls stay above its cells, and the corner above both', async () => {
    const page = await opened('denied', { viewport: { width: 390, height: 800 } });
    const area = page.locator('.calls');
    await area.evaluate((one) => {
      one.scrollIntoView();
      one.scrollTo(9999, 160);
    });
    const top = await area.evaluate((one) => {
      const { left, top: above } = one.getBoundingClientRect();
      const at = (x: number, y: number): string => document.elementFromPoint(left + x, above + y)?.closest('th, td')?.textContent ?? '';
      return [at(20, 14), at(110, 14), at(220, 14), at(20, 100)];
    });
    expect(top).toEqual(['Call', 'Call', expect.stringMatching(/^[A-Z]\d? [✓✕]/), expect.stringMatching(/^\w+:\w+|role$/)]);
    await page.close();
  });

  it.each([390, 700])('arrow keys lead to no cell below heads that stay in view at %d', async (width) => {
    const page = await opened('denied', { viewport: { width, height: 800 } });
    await page.locator('#matrix button:not([tabindex])').focus();
    const hidden: string[] = [];
    // No further than the rows of the path: beyond them the page scrolls.
    const down = Array.from({ length: 5 }, () => 'ArrowDown');
    const up = down.map(() => 'ArrowUp');
    for (const key of ['End', 'Home', ...down, 'End', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'Home', ...up]) {
      await page.keyboard.press(key);
      const name = await page.evaluate(() => {
        const { activeElement } = document;
        const { left, top, width: w, height } = activeElement?.getBoundingClientRect() ?? new DOMRect();
        return document.elementFromPoint(left + w / 2, top + height / 2) === activeElement ? '' : activeElement?.getAttribute('aria-label');
      });
      if (name !== '') hidden.push(`${key}: ${name}`);
    }
    expect(hidden).toEqual([]);
    await page.close();
  });

  it('shows on a phone who may do what without columns, and says what each cell is', async () => {
    const page = await opened('denied', { viewport: { width: 375, height: 800 } });
    await openSections(page);
    const tables = page.locator('#permissions-body .scroll');
    expect(await tables.evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length)).toBe(0);
    const heads = await page
      .locator('#permissions-body td')
      .evaluateAll((all) => all.slice(0, 3).map((one) => getComputedStyle(one, '::before').content));
    expect(heads).toEqual(['"Effect: "', '"Actions: "', '"On: "']);
    await page.close();
  });

  it('the statement that decides is told without colours', async () => {
    const page = await opened('denied', { forcedColors: 'active' });
    const outlines = await page.locator('#detail pre.deciding').evaluate((pre) => getComputedStyle(pre).outlineStyle);
    expect(outlines).toBe('solid');
    expect(await page.locator('#detail .statement.deciding').innerText()).toContain('Statement 3 (NoGrants) decides');
    await page.close();
  });

  it('controls and tables have names of their own, sections are headings, and no text is a stop of the tab key', async () => {
    const page = await opened('keys');
    await openSections(page);
    expect(
      await page
        .getByRole('combobox')
        .evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).labels[0]?.firstChild?.textContent?.trim())),
    ).toEqual(['Show keys and roles', 'Show paths']);
    for (const name of ['Attacks', 'Who may do what', 'Policies', 'Import paths and calls'])
      expect(await page.getByRole('heading', { name, exact: true, level: 3 }).count()).toBe(1);
    expect(await page.locator('table').evaluateAll((all) => all.filter((one) => one.querySelector('caption') === null).length)).toBe(0);
    expect(await page.locator('#keys button').first().innerText()).toBe('00000000-0000-4000-8000-000000000000');
    expect(await page.locator('pre[tabindex], [aria-live]').count()).toBe(0);
    expect(await page.locator('[role=status]').count()).toBe(1);
    await page.close();
  });

  it('the list is a table to those who hear it, also where its rows are not laid out', async () => {
    const page = await opened('keys', { viewport: { width: 1280, height: 400 } });
    const session = await page.context().newCDPSession(page);
    await session.send('Accessibility.enable');
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const heard = (role: string): readonly string[] =>
      nodes.filter((node) => node.role?.value === role).map((node) => String(node.name?.value));
    const names = await page.locator('#keys button').allTextContents();
    expect(names).toHaveLength(14);
    expect(heard('rowheader').filter((name) => names.some((one) => name.startsWith(one)))).toHaveLength(14);
    expect(heard('cell').filter((name) => /attack/.test(name))).toHaveLength(14);
    await page.close();
  });

  it('what is wider than its place is a stop of the tab key while it is', async () => {
    const page = await opened('denied', { viewport: { width: 800, height: 800 } });
    await openSections(page);
    expect(await page.locator('#permissions-body .scroll').first().getAttribute('tabindex')).toBe('0');
    await page.setViewportSize({ width: 1400, height: 800 });
    await page.locator('#permissions-body .scroll:not([tabindex])').first().waitFor();
    await page.close();
  });
});
