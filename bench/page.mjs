// The page of `explain` for 500 keys and 200 roles: first paint and what a user waits for, as the browser measures them.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { bundle } from '../test/oracle/bundle.mjs';
import { summary } from './rounds.mjs';
import { PROJECT_FOLDER } from './workspace.mjs';

const [KEYS, ROLES] = [500, 200];

/** What a user does, and waits for. */
const INTERACTIONS = /** @type {const} */ ([
  ['choosing a key', "document.querySelectorAll('#keys button')[300].click()"],
  ['choosing a call', "document.querySelectorAll('.matrix td button')[9].click()"],
  [
    'searching an account',
    "const field = document.getElementById('search'); field.value = '20000000000'; field.dispatchEvent(new Event('input'))",
  ],
  [
    'searching an action',
    "const field = document.getElementById('search'); field.value = 'creategrant'; field.dispatchEvent(new Event('input'))",
  ],
  ['clearing the search', "const field = document.getElementById('search'); field.value = ''; field.dispatchEvent(new Event('input'))"],
  ['filtering', "const list = document.getElementById('filter'); list.value = '2'; list.dispatchEvent(new Event('change'))"],
  ['opening the attacks', "document.getElementById('attacks').open = true"],
  ['choosing an attack', "document.querySelector('#attacks-body button').click()"],
  ['opening who may do what', "document.getElementById('permissions').open = true"],
  ['opening the policies', "document.getElementById('policies').open = true"],
  ['choosing a key, all open', "document.querySelectorAll('#keys button')[301].click()"],
]);

/**
 * Medians in milliseconds of some visits; undefined where there is no Chromium.
 *
 * @param {string} temporaryFolder
 * @param {number} visits
 * @param {import('./progress.mjs').Progress} progress
 * @returns {Promise<readonly import('./rounds.mjs').Measured[] | undefined>}
 */
export async function measurePage(temporaryFolder, visits, progress) {
  const executablePath = installed();
  if (executablePath === undefined) return undefined;
  const page = await writePage(temporaryFolder);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  /** @type {Map<string, number[]>} */
  const times = new Map();
  try {
    for (let visit = 1; visit <= visits; visit += 1) {
      progress.say(`page, visit ${visit} of ${visits}`);
      for (const [name, time] of await timesOfVisit(browser, page)) times.set(name, [...(times.get(name) ?? []), time]);
    }
  } finally {
    await browser.close();
  }
  return [...times].map(([title, all]) => ({ title, times: summary(all) }));
}

function installed() {
  try {
    return execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** @param {string} temporaryFolder */
async function writePage(temporaryFolder) {
  /** @type {{ default: typeof import('../test/explain/estate-documents') }} */
  const { default: source } = await import(
    await bundle("export { estateDocuments } from './test/explain/estate-documents';", temporaryFolder, 'estate')
  );
  const folder = join(temporaryFolder, 'estate-documents');
  mkdirSync(folder);
  for (const { file, text } of source.estateDocuments(KEYS, ROLES)) writeFileSync(join(folder, file), text);
  const page = join(temporaryFolder, 'page.html');
  execFileSync(process.execPath, [
    join(PROJECT_FOLDER, 'dist/cado-response.js'),
    'explain',
    folder,
    '--html',
    page,
    '--platform-region',
    'eu-west-1',
  ]);
  return page;
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} file
 * @returns {Promise<readonly (readonly [string, number])[]>}
 */
async function timesOfVisit(browser, file) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
  await page.goto(`file://${file}`);
  // The page's policy lets no text be evaluated by itself, which waiting for a condition would do.
  const painted = await page.evaluate(
    "new Promise((resolve) => new PerformanceObserver((list) => { const [entry] = list.getEntriesByName('first-contentful-paint'); if (entry) resolve(entry.startTime); }).observe({ type: 'paint', buffered: true }))",
  );
  /** @type {(readonly [string, number])[]} */
  const times = [['first paint', Number(painted)]];
  for (const [name, code] of INTERACTIONS) {
    // From the call to the frame that shows what came of it.
    const time = await page.evaluate(
      `(async () => { const start = performance.now(); { ${code} } await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))); return performance.now() - start; })()`,
    );
    times.push([name, Number(time)]);
  }
  await page.close();
  return times;
}
