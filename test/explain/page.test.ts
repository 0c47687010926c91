import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { collectPage } from '../../src/explain/collect-page';
import { moduleSubject } from '../../src/explain/module-subject';
import type { PageData } from '../../src/explain/page-data';
import { renderPage } from '../../src/explain/render-page';
import { importOf } from '../../src/doctor/options';
import { TIGHTENING_LEVELS } from '../../src/policy/guard';
import { describeBrowser } from '../terraform/test-bed/describe-terraform';
import { subjectsIn, SITUATIONS } from '../doctor/situation';
import { estate } from './estate';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const described = importOf({ protects: ['ebs', 's3'] });

const dataIn = (page: string): PageData => JSON.parse(/id="data">(.*?)<\/script>/s.exec(page)?.[1] ?? '') as PageData;

test.each(TIGHTENING_LEVELS)('at %s what the modules make works, and what that level promises is refused', (level) => {
  const { results } = collectPage([moduleSubject(described, level)], '1.0.0');
  expect(results.flatMap(({ paths }) => paths.map(({ state }) => state)).every((state) => state === 0)).toBe(true);
  expect(results[0]?.paths.length).toBeGreaterThan(8);
  if (level === 'pinned') expect(results.flatMap(({ open }) => open)).toEqual([]);
});

test('texts of users never become markup, and the page says what may run', () => {
  const situation = SITUATIONS.find(({ name }) => name === 'only-root');
  if (situation === undefined) throw new Error('no situation');
  const [subject] = subjectsIn(situation);
  if (subject === undefined) throw new Error('no subject');
  const evil = '</script><script>alert(1)</script><img src=x onerror=alert(2)>';
  const page = renderPage(
    collectPage(
      [
        {
          ...subject,
          key: {
            arn: subject.key?.arn ?? '',
            grants: [],
            policy: {
              name: evil,
              json: { Version: '2012-10-17', Statement: [{ Sid: evil, Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }] },
            },
          },
        },
      ],
      '1.0.0',
    ),
  );
  expect(page).not.toContain(evil);
  expect(page.match(/<script/g)).toHaveLength(2);
  expect(page).toMatch(/default-src 'none'; img-src data:; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'/);
  expect(dataIn(page).policies[0]?.name).toBe(evil);
});

test('what keys have in common is written once', () => {
  const data = collectPage(estate(60, 20), '1.0.0');
  expect(data.subjects).toHaveLength(60);
  expect(data.results.length).toBeLessThan(40);
  expect(Buffer.byteLength(renderPage(data))).toBeLessThan(1_000_000);
});

describeBrowser('the page in Chromium, opened from disk', () => {
  let browser: Browser;
  let folder: string;
  const told: string[] = [];

  beforeAll(async () => {
    browser = await chromium
      .launch({ executablePath: 'chromium', args: ['--no-sandbox'] })
      .catch(async () => chromium.launch({ channel: 'chromium', executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] }));
    folder = mkdtempSync(join(tmpdir(), 'cado-response-page-'));
    writeFileSync(join(folder, 'keys.html'), renderPage(collectPage(estate(12, 5), '1.0.0')));
    writeFileSync(join(folder, 'modules.html'), renderPage(collectPage([moduleSubject(described, 'via_service')], '1.0.0')));
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function opened(file: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
    const page = await browser.newPage(options);
    told.length = 0;
    page.on('console', (message) => told.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => told.push(`error: ${error.message}`));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:') && !request.url().startsWith('data:')) told.push(`request: ${request.url()}`);
    });
    await page.goto(`file://${join(folder, file)}`);
    return page;
  }

  it('shows which statement decides, filters and searches, without an error or a request', async () => {
    const page = await opened('keys.html');
    expect(await page.locator('#keys tr').count()).toBe(12);
    await page.locator('#keys button').nth(1).click();
    expect(await page.locator('#keys [aria-current]').textContent()).toBe('00000001-0000…');
    await page.getByRole('button', { name: 'platform role: kms:CreateGrant through ec2 in F' }).click();
    expect(await page.locator('#detail h3').textContent()).toContain('kms:CreateGrant through ec2, in F');
    const deciding = await page.locator('#detail pre.deciding').allTextContents();
    expect(deciding.some((text) => text.includes('"Sid": "Forensics"'))).toBe(true);
    await page.locator('#search').fill('200000000002');
    expect(await page.locator('#keys tr:visible').count()).toBe(3);
    expect(await page.locator('#shown').textContent()).toBe('3 of 12 shown');
    await page.locator('#search').fill('');
    await page.locator('#filter').selectOption('0');
    const works = await page.locator('#keys tr:visible').count();
    await page.locator('#filter').selectOption('2');
    expect((await page.locator('#keys tr:visible').count()) + works).toBeLessThanOrEqual(12);
    await page.locator('#paths').selectOption('2');
    expect(await page.locator('.matrix thead th').count()).toBeGreaterThan(1);
    for (const name of ['Attacks', 'Who may do what', 'Policies'])
      await page.locator('summary', { hasText: new RegExp(`^${name}$`) }).click();
    expect(await page.locator('#attacks-body tbody tr').count()).toBeGreaterThan(50);
    expect(await page.locator('#permissions-body tbody tr').count()).toBeGreaterThan(3);
    expect(told).toEqual([]);
    await page.close();
  });

  it('is gone through by keyboard: the matrix is one stop, arrow keys move in it', async () => {
    const page = await opened('modules.html');
    await page.locator('.matrix td button:not([tabindex])').focus();
    const label = (): Promise<string | null> => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);
    const start = await label();
    await page.keyboard.press('ArrowRight');
    const right = await label();
    await page.keyboard.press('ArrowDown');
    expect(new Set([start, right, await label()]).size).toBe(3);
    await page.keyboard.press('Enter');
    expect(await page.locator('#detail pre.deciding').count()).toBeGreaterThan(0);
    expect(await page.locator('.matrix td button:not([tabindex])').count()).toBe(1);
    expect(told).toEqual([]);
    await page.close();
  });

  it.each([
    ['light', { colorScheme: 'light', viewport: { width: 1400, height: 1000 } }],
    ['dark', { colorScheme: 'dark', viewport: { width: 1400, height: 1000 } }],
    ['phone', { colorScheme: 'light', viewport: { width: 390, height: 844 } }],
  ] as const)('axe-core finds nothing (%s)', async (_name, options) => {
    const page = await opened('keys.html', { ...options, bypassCSP: true });
    await page.locator('.matrix td button').first().click();
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    await page.waitForTimeout(100);
    await page.addScriptTag({ content: AXE });
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> };
      };
      return (await axe.run()).violations.map(({ id, nodes }) => ({ id, node: nodes[0]?.html, why: nodes[0]?.failureSummary }));
    });
    expect(violations).toEqual([]);
    // Nothing is wider than the screen, but for what scrolls by itself.
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.close();
  });

  it('prints everything of the chosen key on paper', async () => {
    const page = await opened('modules.html');
    const paper = await page.pdf({ format: 'A4', landscape: true });
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('#attacks-body tbody tr').count()).toBeGreaterThan(50);
    expect(await page.locator('.controls').first().isVisible()).toBe(false);
    expect(told).toEqual([]);
    await page.close();
  });
});
