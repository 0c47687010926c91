import type { Page } from 'playwright-core';
import { describeBrowser } from '../terraform/test-bed/describe-terraform';
import { brokenCells, pagesInBrowser } from './browser';
import { KEY, PLATFORM } from './import-documents';
import { PAGES } from './pages';

describeBrowser('the page on paper', () => {
  const { opened, told } = pagesInBrowser(PAGES);
  afterEach(() => expect(told).toEqual([]));

  async function printed(name: string, width = 1040): Promise<Page> {
    const page = await opened(name, { viewport: { width, height: 720 } });
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    return page;
  }

  it('has every call that is not allowed, why, and by which statement', async () => {
    const page = await printed('denied');
    const text = await page.locator('#printed').innerText();
    expect(text).toContain('Every call that is not allowed, and why');
    expect(text).toMatch(/✕ denied by NoGrants of aws_kms_key.k0.policy, in paths F, H, J/);
    expect(text).toContain(`the platform role: kms:CreateGrant through ec2.us-east-1.amazonaws.com for vol-* on ${KEY}`);
    expect(text).toContain('Statement 3 (NoGrants) decides: it denies');
    expect(text).toContain('"Sid": "NoGrants"');
    expect(await page.locator('#facts').innerText()).toContain(PLATFORM);
    await page.close();
  });

  it('has attacks, permissions and policies in full, with what each statement does in words', async () => {
    const page = await printed('denied');
    expect(await page.locator('#attacks-body tbody tr:visible').count()).toBeGreaterThan(100);
    expect(await page.locator('#permissions-body tbody tr:visible').count()).toBeGreaterThan(8);
    expect(await page.locator('#policies-body pre:visible').count()).toBeGreaterThan(8);
    expect(await page.locator('#policies-body').innerText()).toMatch(/✕ Denies 6 calls of paths F, H, J\./);
    expect(await page.locator('main').innerText()).not.toMatch(/arrow keys/);
    for (const screenAlone of ['.controls', '#detail', '#why', '.skip', '.screen'])
      expect(await page.locator(`${screenAlone}:visible`).count()).toBe(0);
    await page.close();
  });

  it('leaves the page as it was', async () => {
    const page = await opened('denied');
    await page.locator('#policies > summary').click();
    const open = (): Promise<number> => page.locator('details[open]').count();
    const before = await open();
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await open()).toBeGreaterThan(before + 5);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    expect(await open()).toBe(before);
    expect(await page.locator('#printed').innerText()).toBe('');
    await page.close();
  });

  it('does the same of itself when a browser prints', async () => {
    const page = await opened('denied');
    const paper = await page.pdf({ format: 'A4', landscape: true });
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
    // With nothing opened it is two or three pages.
    expect(paper.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(8);
    await page.close();
  });

  it.each([720, 1040])('is black on white, no smaller than 8.5 points, and nothing is cut or broken (%d)', async (width) => {
    const page = await printed('denied', width);
    const wrong = await page.evaluate(() =>
      [...document.querySelectorAll('main :is(th, td, p, li, dd, dt, code, h2, h3, h4)')]
        .filter((one) => one.checkVisibility())
        .flatMap((one) => {
          const { fontSize, position } = getComputedStyle(one);
          const { right } = one.getBoundingClientRect();
          return Number.parseFloat(fontSize) < 11.3 || position === 'sticky' || right > innerWidth + 1 ? [one.outerHTML.slice(0, 99)] : [];
        }),
    );
    expect(wrong).toEqual([]);
    expect(await brokenCells(page)).toEqual([]);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    await page.close();
  });

  it('has no word broken that is ours, and no head of a table alone at the end of a page', async () => {
    const page = await printed('limits', 720);
    const kinds = page.locator('#permissions-body td:nth-child(6):visible');
    expect(await kinds.evaluateAll((all) => new Set(all.map((one) => getComputedStyle(one).overflowWrap)).size)).toBe(1);
    expect(await kinds.first().evaluate((one) => getComputedStyle(one).overflowWrap)).toBe('break-word');
    const heads = page.locator('thead:visible');
    expect(await heads.evaluateAll((all) => [...new Set(all.map((one) => getComputedStyle(one).breakAfter))])).toEqual(['avoid']);
    await page.close();
  });

  it('has every key and every path, whatever was searched and filtered, and leaves the filters as they were', async () => {
    const page = await opened('keys');
    await page.locator('#search').fill('200000000003');
    await page.locator('#paths').selectOption('0');
    const heads = await page.locator('.matrix thead th:visible').count();
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('#keys tr:visible').count()).toBe(14);
    const paths = await page.locator('.matrix thead th:visible').count();
    expect(paths).toBeGreaterThan(heads);
    expect(await page.locator('.legend dt:visible').count()).toBe(paths - 1);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await page.emulateMedia({ media: 'screen' });
    expect(await page.locator('.matrix thead th:visible').count()).toBe(heads);
    expect(await page.locator('.matrix').count()).toBe(1);
    expect(await page.locator('#keys tr:visible').count()).toBe(3);
    await page.close();
  });

  it('has the list of keys after the chosen one, as wide as the paper', async () => {
    const page = await printed('keys');
    expect(await page.locator('#keys tr:visible').count()).toBe(14);
    const [list, subject] = await Promise.all(
      ['#keys tr', 'main'].map((one) =>
        page
          .locator(one)
          .first()
          .evaluate((place) => place.getBoundingClientRect().toJSON() as DOMRect),
      ),
    );
    expect(list?.top).toBeGreaterThan(subject?.bottom ?? Infinity);
    expect(list?.width).toBeGreaterThan((subject?.width ?? Infinity) - 5);
    await page.close();
  });
});
