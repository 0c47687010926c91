import type { Page } from 'playwright-core';
import type { PageData } from '../../src/explain/page-data';
import { describeBrowser } from '../terraform/test-bed/describe-terraform';
import { focused, openSections, pagesInBrowser } from './browser';
import { KEY, PLATFORM, TARGET } from './import-documents';
import { PAGES } from './pages';

const dataIn = (page: string): PageData => JSON.parse(/id="data">(.*?)<\/script>/s.exec(page)?.[1] ?? '') as PageData;

test('texts of users never become markup, and the page says what may run', () => {
  const { hostile: page = '' } = PAGES();
  expect(page).not.toContain('<script>alert');
  expect(page).not.toContain('<img');
  expect(page.match(/<script/g)).toHaveLength(2);
  expect(page).toMatch(
    /default-src 'none'; img-src data:; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'"/,
  );
  expect(dataIn(page).texts.some((text) => text.includes('</script><script>alert(1)</script>'))).toBe(true);
});

describeBrowser('the page in Chromium, opened from disk', () => {
  const { opened, told } = pagesInBrowser(PAGES);
  afterEach(() => expect(told).toEqual([]));

  const choose = (page: Page, call: string): Promise<void> => page.locator('.matrix').getByRole('button', { name: call }).first().click();
  const deciding = (page: Page): Promise<readonly string[]> => page.locator('#detail .statement.deciding + pre').allInnerTexts();

  it('shows at first sight what blocks, why and by which statement', async () => {
    const page = await opened('denied');
    expect(await page.locator('#verdicts').innerText()).toMatch(
      /✕ Import paths: 3 of 7 paths blocked\n✕ Attacks: \d+ attacks get through, of \d+ tried/,
    );
    expect(await page.locator('#why li').first().innerText()).toMatch(
      /^✕ denied by NoGrants of aws_kms_key.k0.policy\n+platform role: kms:CreateGrant through ec2; target role: kms:CreateGrant through ec2 · paths F, H, J/,
    );
    // The statement stands there before anything is chosen.
    expect(await deciding(page)).toEqual([expect.stringContaining('"Sid": "NoGrants"')]);
    expect(await page.locator('#detail .statement.deciding').innerText()).toBe('Statement 3 (NoGrants) decides: it denies');
    expect(await page.locator('#detail pre.deciding').isVisible()).toBe(true);
    await page.close();
  });

  it('says what was guessed and assumed of what it decides', async () => {
    const page = await opened('guessed');
    const facts = await page.locator('#facts > div').allInnerTexts();
    expect(facts.map((fact) => fact.replace('\n', ': '))).toEqual(
      expect.arrayContaining([
        'Key: arn:aws:kms:us-east-1:444455556666:key/KEY-ID (its id was not given; the key of the policy in key-policy.json)',
        'Guessed: Region and key id: --key-arn tells it',
        'Assumed: buckets arn:aws:s3:::example-evidence; every request has aws:SourceIp 203.0.113.7',
      ]),
    );
    await page.close();
    const known = await opened('denied');
    expect(await known.locator('#facts').innerText()).not.toMatch(/Guessed|Assumed/);
    await known.close();
  });

  it.each([
    [
      'denied',
      'platform role: kms:CreateGrant through ec2 in F',
      'Key policy aws_kms_key.k0.policy',
      'Statement 3 (NoGrants) decides: it denies',
    ],
    [
      'equal names',
      'target role: kms:ListAliases in B',
      'Policy of the target role, CadoForensics (CadoResponseRole in 444455556666)',
      'Statement 2 (Keys) decides: it allows',
    ],
    [
      'closest',
      'platform role: kms:DescribeKey in F',
      'Key policy aws_kms_key.k0.policy',
      'Statement 1 (Root) is the closest one, and does not decide: its Principal does not fit',
    ],
    ['grants', 'platform role: kms:DescribeKey in F', 'Grants on the key', 'Grant 1 decides: it allows'],
    [
      'target alone',
      'target role: kms:DescribeKey in B',
      'Key policy aws_kms_key.k0.policy',
      'Statement 1 (Root) decides, as far as given: it allows',
    ],
    [
      'modules',
      'target role: kms:Decrypt through ec2 in C',
      'Policy of the AWS managed key aws/ebs of 444455556666 in us-east-1',
      'Statement 1 decides: it allows',
    ],
  ])('a click shows the statement in its policy (%s)', async (name, call, policy, mark) => {
    const page = await opened(name);
    await choose(page, call);
    const shown = page.locator('#detail .policy', { has: page.getByRole('heading', { name: policy, exact: true }) });
    expect(await shown.getByText(mark, { exact: true }).isVisible()).toBe(true);
    // The other statements are there, folded.
    expect(await shown.locator('pre').count()).toBeGreaterThan(0);
    await page.close();
  });

  it('a statement that decides is in sight, however many stand before it', async () => {
    const page = await opened('denied far below');
    await choose(page, 'platform role: kms:CreateGrant through ec2 in F');
    await page.waitForFunction(() => {
      const [panel, decides] = ['#detail', '#detail pre.deciding'].map((place) => document.querySelector(place)?.getBoundingClientRect());
      return panel !== undefined && decides !== undefined && decides.top < Math.min(panel.bottom, innerHeight) && decides.top > 0;
    });
    const others = page.locator('#detail').getByText('Statements 1 to 42', { exact: true });
    await others.click();
    expect(await page.locator('#detail').getByText('Statement 42 (App39)', { exact: true }).isVisible()).toBe(true);
    await page.close();
  });

  it('what came closest is painted otherwise than what decides', async () => {
    const page = await opened('closest');
    await choose(page, 'platform role: kms:DescribeKey in F');
    expect(await page.locator('#detail pre.deciding').count()).toBe(0);
    expect(await page.locator('#detail pre.closest').evaluate((pre) => getComputedStyle(pre).borderTopStyle)).toBe('dashed');
    await page.close();
  });

  it('goes to what is chosen and back, by keyboard alone', async () => {
    const page = await opened('denied');
    for (const start of ['.matrix td button:not([tabindex])', '#why button']) {
      await page.locator(start).first().focus();
      const chosen = await focused(page);
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('detail');
      expect(await page.locator('#status').textContent()).toMatch(/^(allowed|refused): (allowed|denied) by /);
      expect(await page.locator('#detail').evaluate((panel) => panel.getBoundingClientRect().top < innerHeight / 2 + 1)).toBe(true);
      await page.keyboard.press('Escape');
      expect(await focused(page)).toBe(chosen);
    }
    await page.close();
  });

  it('tells of an attack who calls, how it is decided, and which statement lets it through', async () => {
    const page = await opened('denied');
    await openSections(page);
    const first = page.locator('#attacks-body tbody tr').first();
    expect(await first.innerText()).toMatch(/✕ gets through\s+the platform role: kms:\w+ .*\s+allowed by /);
    expect(await page.locator('#attacks-count').innerText()).toMatch(/^\d+ attacks get through$/);
    await first.getByRole('button').focus();
    await page.keyboard.press('ArrowDown');
    const chosen = await focused(page);
    await page.keyboard.press('Enter');
    expect(await page.locator('#detail h4').first().innerText()).toBe(chosen);
    expect(await page.locator('#detail .reason').first().innerText()).toMatch(/^✕ allowed by /);
    expect(await page.locator('#detail pre.deciding').count()).toBeGreaterThan(0);
    expect(await page.locator('#attacks #detail').count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe(chosen);
    // A refused one tells why it is.
    await page.locator('#attacks-body tr', { hasText: '✓ refused' }).first().getByRole('button').click();
    expect(await page.locator('#detail .reason').first().innerText()).toMatch(/^✓ (refused|denied)/);
    await page.close();
  });

  it('tells who may do what: on what, by what kind of policy, and what are limits', async () => {
    const rows = async (name: string): Promise<readonly string[]> => {
      const page = await opened(name);
      await openSections(page);
      const texts = await page.locator('#permissions-body tbody tr').allInnerTexts();
      await page.close();
      return texts.map((text) => text.replaceAll(/\s+/g, ' '));
    };
    const other = await rows('other key');
    expect(other).toContainEqual(
      expect.stringContaining('Deny kms:* arn:aws:kms:us-east-1:777788889999:key/other policy of the target role'),
    );
    expect(other).toContainEqual(
      expect.stringContaining('Allow everything but iam:* everything but arn:aws:s3:::secret/* policy of the target role'),
    );
    expect(other).toContainEqual(
      expect.stringMatching(/Allow sts:AssumeRole the role CadoResponseRole in 444455556666 trust policy of the target role/),
    );
    expect(await rows('grants')).toContainEqual(
      `${PLATFORM} Allow kms:Decrypt, kms:DescribeKey, kms:CreateGrant, kms:ReEncryptFrom, kms:ReEncryptTo this key, 1234abcd-12ab-34cd-56ef-1234567890ab ${TARGET} may retire the grant grants Grant 1`,
    );
    const limits = await rows('limits');
    expect(limits).toContainEqual(expect.stringMatching(/^everybody but .* Deny kms:Decrypt this key, .* key policy Statement 3 of /));
    const page = await opened('limits');
    await openSections(page);
    const [grants, limit] = [page.locator('#permissions-body table').nth(0), page.locator('#permissions-body table').nth(1)];
    expect(await grants.innerText()).not.toContain('NoKms');
    expect(await limit.locator('caption').innerText()).toMatch(/^Limits: they grant nothing/);
    expect(await limit.innerText()).toContain('permissions boundary of the target role');
    // What AWS gives every organisation grants nothing to everybody.
    expect(await grants.innerText()).not.toContain('RCPFullAWSAccess');
    expect(await limit.innerText()).toMatch(
      /everybody \(\*\)\s+Allow\s+\*\s+everything \(\*\)\s+resource control policy\s+Statement 1 of /,
    );
    expect(await page.locator('#policies-body').innerText()).toMatch(/Resource control policy \S*RCPFullAWSAccess/);
    await page.close();
  });

  it('tells upon what it decides, and from what', async () => {
    const page = await opened('target alone');
    const facts = (await page.locator('#facts').innerText()).replaceAll(/\s+/g, ' ');
    expect(facts).toContain(`Key ${KEY}`);
    expect(facts).toContain(`Target role ${TARGET}`);
    expect(facts).toContain('Regions us-east-1 (platform), us-east-1 (evidence)');
    expect(facts).toContain('Methods create_volume, ebs_direct');
    expect(facts).toContain(
      "Not given the platform role, the target role's policies, the target role's trust policy, service control policies",
    );
    expect(await page.locator('header').innerText()).toContain('from the policies that it was given');
    await page.close();
    const modules = await opened('modules');
    expect(await modules.locator('#facts').innerText()).toContain('what the modules make at via_service');
    expect(await modules.locator('header').innerText()).toContain('from what its modules make at via_service. No policy was given');
    await modules.close();
  });

  it('says what the signs and letters mean, and that ids are samples', async () => {
    const page = await opened('denied');
    expect(await page.getByRole('list', { name: 'Signs' }).innerText()).toMatch(
      /✓ a call is allowed.*\n\? it depends.*\n✕ a call is refused.*\n– nothing was asked/,
    );
    expect(await page.locator('.legend').innerText()).toMatch(/G .\s+across accounts, AWS managed key/);
    expect(await page.locator('.samples').isVisible()).toBe(true);
    await page.close();
  });

  it('notes beside each statement of a policy what it does', async () => {
    const page = await opened('denied');
    await openSections(page);
    await page.locator('#policies-body .policy').first().locator('summary').click();
    const policy = await page.locator('#policies-body .policy').first().innerText();
    expect(policy).toContain('Version 2012-10-17, Id key-default');
    expect(policy).toMatch(/Statement 3 \(NoGrants\)\n+✕ Denies 6 calls of paths F, H, J\./);
    expect(policy).toMatch(/Statement 2 \(Forensics\)\n+✓ Allows \d+ calls of paths [^\n]*\n+✕ Lets \d+ attacks through\./);
    await page.close();
  });
});
