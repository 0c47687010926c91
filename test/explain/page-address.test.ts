import type { Page } from 'playwright-core';
import { describeBrowser } from '../terraform/test-bed/describe-terraform';
import { drawn, focused, pagesInBrowser } from './browser';
import { PAGES } from './pages';

describeBrowser('the address of the page', () => {
  const { opened, told } = pagesInBrowser(PAGES);
  afterEach(() => expect(told).toEqual([]));

  const hashOf = (page: Page): Promise<string> => page.evaluate(() => location.hash);
  const chosen = async (page: Page): Promise<readonly (readonly [string, string])[]> =>
    [...new URLSearchParams((await hashOf(page)).slice(1))].filter(([name]) => name !== 'key');
  const shown = (page: Page): Promise<string> => page.locator('#detail').innerText();
  const cell = (page: Page, call: string, path: string): Promise<void> =>
    page.locator(`.matrix button[data-call="${call}"][data-path="${path}"]`).click();

  /** What a page shows that is opened with the address of another one; it has the focus, and Escape goes back to what was chosen. */
  async function reopened(name: string, page: Page): Promise<readonly [words: string, back: string]> {
    const linked = await opened(name, { hash: await hashOf(page) });
    expect(await linked.evaluate(() => document.activeElement?.id)).toBe('detail');
    const words = await shown(linked);
    expect(await linked.evaluate(() => [...new URLSearchParams(location.hash.slice(1))])).toEqual([
      ...new URLSearchParams((await hashOf(page)).slice(1)),
    ]);
    await linked.keyboard.press('Escape');
    const back = await focused(linked);
    await linked.close();
    return [words, back];
  }

  it('points to the reason that was chosen after a call, also where it is not among the first', async () => {
    const page = await opened('many reasons');
    await cell(page, 'target role: kms:DescribeKey', 'B');
    expect(await chosen(page)).toEqual([
      ['call', 'target role: kms:DescribeKey'],
      ['path', 'B'],
    ]);
    await page.getByRole('button', { name: /^Show all \d+ reasons$/ }).click();
    for (const item of [page.locator('#why li').first(), page.locator('#why li').last()]) {
      await item.locator('button').click();
      expect(await chosen(page)).toEqual([['reason', (await item.locator('.reason').innerText()).slice(2)]]);
      expect(await reopened('many reasons', page)).toEqual([await shown(page), await item.locator('button').textContent()]);
    }
    await page.close();
  });

  it.each([390, 1280])('has the key that it points to in view in the list, however far down that is (%d)', async (width) => {
    const viewport = { width, height: 600 };
    const page = await opened('keys', { viewport });
    const last = page.locator('#keys tr').last();
    await last.locator('button').click();
    const linked = await opened('keys', { viewport, hash: await hashOf(page) });
    const hidden = (): Promise<number> =>
      linked.evaluate(() => {
        const [list, row] = ['#list', '#keys tr.current'].map((one) => document.querySelector(one)?.getBoundingClientRect());
        return list === undefined || row === undefined ? Infinity : Math.max(list.top - row.top, row.bottom - list.bottom);
      });
    // The list scrolls for several frames, and then rests.
    for (let frames = 0; frames < 12; frames += 2) await drawn(linked);
    expect(await linked.locator('#keys tr.current').textContent()).toBe(await last.textContent());
    expect(await hidden()).toBeLessThanOrEqual(1);
    await linked.close();
    await page.close();
  });

  it('points to the attack that was chosen, whose section it opens', async () => {
    const page = await opened('denied');
    await cell(page, 'target role: kms:DescribeKey', 'B');
    await page.locator('#attacks > summary').click();
    const attack = page.locator('#attacks-body button').nth(3);
    await attack.click();
    expect(await chosen(page)).toEqual([['attack', await attack.innerText()]]);
    expect(await reopened('denied', page)).toEqual([await shown(page), await attack.innerText()]);
    await page.close();
  });

  it('points to the call that is shown when the paths are filtered, and how many there are is said', async () => {
    const page = await opened('denied');
    await cell(page, 'target role: kms:DescribeKey', 'B');
    await page.locator('#paths').selectOption('2');
    expect(await page.locator('#status').textContent()).toBe('3 of 7 import paths shown');
    const [call, path] = await chosen(page);
    expect(await page.locator('#detail h4').first().innerText()).toContain(`${call?.[1]}, in ${path?.[1]}: `);
    expect((await reopened('denied', page))[0]).toBe(await shown(page));
    await page.locator('#paths').selectOption('1');
    expect(await page.locator('#status').textContent()).toBe('No import path is in this state');
    expect(await chosen(page)).toEqual([]);
    await page.locator('#paths').selectOption('');
    expect(await page.locator('#status').textContent()).toBe('7 of 7 import paths shown');
    expect(await chosen(page)).toEqual([]);
    await page.close();
  });

  it('shows a linked call whose path the filter hides', async () => {
    const page = await opened('denied');
    await cell(page, 'target role: kms:CreateGrant through ec2', 'J');
    const [hash, words] = [await hashOf(page), await shown(page)];
    await page.locator('#paths').selectOption('0');
    expect(await shown(page)).toBe('Choose a cell of the matrix to see which statement decides.');
    await page.evaluate((to) => {
      location.hash = to;
    }, hash);
    await page.locator('#detail h4').first().waitFor();
    expect(await shown(page)).toBe(words);
    expect(await page.locator('#paths').inputValue()).toBe('');
    expect(await hashOf(page)).toBe(hash);
    await page.close();
  });

  it.each(['call=nothing&path=B', 'reason=nothing', 'attack=nothing'])('drops what the key has not: %s', async (words) => {
    const page = await opened('denied', { hash: '#' });
    await page.locator('#paths').selectOption('2');
    await page.locator('#paths').selectOption('');
    const own = await hashOf(page);
    const before = await shown(page);
    await page.close();
    const astray = await opened('denied', { hash: `${own}&${words}` });
    expect([await hashOf(astray), await shown(astray)]).toEqual([own, before]);
    await astray.close();
  });
});
