import type { Page } from 'playwright-core';
import { describeBrowser } from '../terraform/test-bed/describe-terraform';
import { drawn, focused, pagesInBrowser } from './browser';
import { PAGES } from './pages';

describeBrowser('ways through the page', () => {
  const { opened, told } = pagesInBrowser(PAGES);
  afterEach(() => expect(told).toEqual([]));

  const rows = (page: Page): Promise<number> => page.locator('#keys tr:visible').count();

  it('searches names, paths and all that statements hold, and says when nothing fits', async () => {
    const page = await opened('keys');
    expect(await rows(page)).toBe(14);
    for (const [words, count] of [
      ['200000000002', 3],
      ['eu-west-1', 4],
      ['200000000003 NoForensics', 1],
      ['noforensics', 2],
      ['kms:creategrant', 14],
      ['shared snapshot', 13],
      ['CadoResponseInstanceRole', 13],
      ['aws_kms_key.k7', 1],
      // Of statements: actions as they are written, a principal with the account of the key, a condition.
      ['kms:*', 14],
      ['kms:ReEncrypt*', 10],
      ['ec2:Describe*', 12],
      ['arn:aws:iam::200000000003:root', 3],
      ['GrantIsForAWSResource', 2],
    ] as const) {
      await page.locator('#search').fill(words);
      expect([words, await rows(page)]).toEqual([words, count]);
      expect(await page.locator('#shown').innerText()).toBe(`${count} of 14 shown`);
    }
    await page.locator('#search').fill('nobody has this');
    expect(await page.locator('#shown').innerText()).toBe('Nothing fits. Clear search and filter');
    expect(await page.locator('#status').textContent()).toBe('Nothing fits');
    await page.getByRole('button', { name: 'Clear search and filter' }).click();
    expect(await rows(page)).toBe(14);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('search');
    await page.close();
  });

  it('filters by what paths there are: one that depends is found beside one that is blocked', async () => {
    const page = await opened('keys');
    const counts: number[] = [];
    for (const state of ['2', '1', '0', '3']) {
      await page.locator('#filter').selectOption(state);
      counts.push(await rows(page));
    }
    expect(counts).toEqual([13, 1, 0, 1]);
    await drawn(page);
    expect(await page.locator('#keys tr:visible').innerText()).toContain('– not examined');
    await page.locator('#keys tr:visible button').click();
    expect(await page.locator('#verdicts').innerText()).toContain('– Import paths: not examined');
    expect(await page.locator('#matrix').innerText()).toBe('No import path asks anything of what was given.');
    expect(await page.locator('header').innerText()).toContain('14 keys: 13 with blocked import paths, 1 not examined.');
    await page.close();
    const both = await opened('target alone');
    expect(await both.locator('#verdicts').innerText()).toContain('? Import paths: 2 of 2 paths depend');
    await both.close();
  });

  it('filters the paths of the matrix and what their letters mean, and says where there is none', async () => {
    const page = await opened('denied');
    await page.locator('#paths').selectOption('2');
    expect(await page.locator('.matrix thead th').allInnerTexts()).toEqual(
      ['Call', 'F ✕', 'H ✕', 'J ✕'].map((text) => expect.stringContaining(text)),
    );
    expect(await page.locator('.legend dt').allInnerTexts()).toEqual(['F ✕', 'H ✕', 'J ✕']);
    await page.locator('#paths').selectOption('1');
    expect(await page.locator('#matrix').innerText()).toBe('No import path is in this state.');
    await page.close();
  });

  it('is one stop of the tab key in the list and in the matrix; arrow keys, Home and End move', async () => {
    const page = await opened('keys');
    await page.locator('#filter').focus();
    const stops: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      await page.keyboard.press('Tab');
      stops.push(await page.evaluate(() => document.activeElement?.closest('#keys, #why, #calls')?.id ?? ''));
    }
    expect(stops).toEqual(['keys', 'why', 'why']);
    const list = page.locator('#keys button');
    await list.first().focus();
    const names = await list.allInnerTexts();
    for (const [key, place] of [
      ['ArrowDown', 1],
      ['End', 13],
      ['ArrowUp', 12],
      ['Home', 0],
    ] as const) {
      await page.keyboard.press(key);
      expect(await focused(page)).toBe(names[place]);
      expect(await page.locator('#keys button:not([tabindex])').count()).toBe(1);
    }
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.locator('#subject').innerText()).toBe(`Key ${names[1]}`);
    const inRow = page.locator('.matrix tbody tr', { hasText: 'kms:DescribeKey' }).first().locator('button');
    await inRow.first().click();
    await page.keyboard.press('Escape');
    // A click moves the stop too.
    expect(await page.locator('.matrix button:not([tabindex])').count()).toBe(1);
    expect(await page.locator('.matrix button:not([tabindex])').getAttribute('aria-label')).toBe(
      await inRow.first().getAttribute('aria-label'),
    );
    await page.keyboard.press('End');
    expect(await focused(page)).toBe(await inRow.last().getAttribute('aria-label'));
    await page.keyboard.press('Home');
    expect(await focused(page)).toBe(await inRow.first().getAttribute('aria-label'));
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).not.toBe(await inRow.first().getAttribute('aria-label'));
    await page.close();
  });

  it('skips the list, and goes to the key that is chosen where it is out of sight', async () => {
    const page = await opened('keys', { viewport: { width: 390, height: 800 } });
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to what was decided');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('subject');
    await page.locator('#keys button').nth(3).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('subject');
    expect(await page.locator('#subject').evaluate((heading) => Math.abs(heading.getBoundingClientRect().top) < 40)).toBe(true);
    expect(await page.locator('#status').textContent()).toMatch(/^Key 00000003-\S+: \d of \d paths blocked/);
    await page.close();
  });

  it('can be linked to a call of a key', async () => {
    const page = await opened('keys');
    await page.locator('#keys button').nth(4).click();
    const title = await page.locator('#subject').innerText();
    expect(await page.title()).toBe(`${title} – Access of the forensics platform`);
    await page.locator('.matrix').getByRole('button', { name: 'target role: kms:Decrypt through ec2 in B' }).click();
    const hash = await page.evaluate(() => location.hash);
    expect(new URLSearchParams(hash.slice(1)).get('call')).toBe('target role: kms:Decrypt through ec2');
    const words = await page.locator('#detail').innerText();
    await page.close();
    const linked = await opened('keys', { hash });
    expect(await linked.locator('#subject').innerText()).toBe(title);
    expect(await linked.locator('#detail').innerText()).toBe(words);
    // Who follows the link is at the call, and goes back to its cell.
    const inView = (selector: string): Promise<boolean> =>
      linked
        .locator(selector)
        .first()
        .evaluate((one) => one.getBoundingClientRect().top >= 0 && one.getBoundingClientRect().top < innerHeight);
    expect([await linked.evaluate(() => document.activeElement?.id), await inView('#detail')]).toEqual(['detail', true]);
    await linked.keyboard.press('Escape');
    expect(await focused(linked)).toContain('target role: kms:Decrypt through ec2 in ');
    await linked.evaluate(() => {
      location.hash = `#key=${encodeURIComponent('arn:aws:kms:eu-west-1:200000000001:key/00000001-0000-4000-8000-000000000000')}`;
    });
    await linked.getByRole('heading', { name: 'Key 00000001' }).waitFor();
    await linked.close();
    const astray = await opened('keys', { hash: '#key=nothing&call=%E0%A4%A' });
    expect(await astray.locator('#subject').innerText()).toMatch(/^Key /);
    await astray.close();
  });

  it('tells two target roles of one key apart', async () => {
    const page = await opened('two targets');
    expect(await page.locator('header').innerText()).toContain('1 key with 2 target roles, in 2 pairs: ');
    expect(await page.locator('#keys tr').allInnerTexts()).toEqual([
      expect.stringContaining('used by CadoResponseRole'),
      expect.stringContaining('used by DarktraceForensicsRole'),
    ]);
    await page.locator('#keys button').nth(1).click();
    expect(await page.locator('#subject').innerText()).toBe('Key 1234abcd-12ab-34cd-56ef-1234567890ab, used by DarktraceForensicsRole');
    const hash = await page.evaluate(() => location.hash);
    expect(hash).toContain('target=');
    await page.close();
    const linked = await opened('two targets', { hash });
    expect(await linked.locator('#subject').innerText()).toContain('used by DarktraceForensicsRole');
    await linked.close();
  });

  it('tells keys of one id apart by where they lie', async () => {
    const page = await opened('replicas');
    const names: string[] = [];
    for (const index of [0, 1]) {
      const button = page.locator('#keys button').nth(index);
      const place = await button.evaluate((one) => document.getElementById(one.getAttribute('aria-describedby') ?? '')?.textContent ?? '');
      await button.click();
      names.push(`${await page.locator('#subject').innerText()} | ${place}`);
      expect(await page.locator('#status').textContent()).toContain(await page.locator('#subject').innerText());
    }
    expect(names).toEqual([
      'Key mrk-1234567890abcdef1234567890abcdef of 444455556666 in us-east-1 | 444455556666 · us-east-1 · aws_kms_key.k0',
      'Key mrk-1234567890abcdef1234567890abcdef of 444455556666 in eu-west-1 | 444455556666 · eu-west-1 · aws_kms_key.k1',
    ]);
    await page.close();
  });

  it('shows verdicts without JavaScript, and nothing that would not work', async () => {
    const page = await opened('keys', { javaScriptEnabled: false });
    expect(await page.locator('.without-script tbody tr').count()).toBe(14);
    expect(await page.locator('.without-script').innerText()).toMatch(
      /arn:aws:kms:\S+, used by arn:\S+\s+\d of \d paths blocked\s+\d+ attacks get through/,
    );
    expect(await page.locator('input:visible, select:visible, button:visible, #page:visible').count()).toBe(0);
    await page.close();
  });

  it('has no list where there is one key', async () => {
    const page = await opened('denied');
    expect(await page.locator('nav').isVisible()).toBe(false);
    await page.close();
  });
});
