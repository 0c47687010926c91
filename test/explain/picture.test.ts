import { edgesOf } from '../../src/explain/client/picture-edges';
import { nodesOf } from '../../src/explain/client/picture-nodes';
import { letsIn } from '../../src/explain/client/principals';
import { describeBrowser } from '../terraform/test-bed/describe-terraform';
import { pagesInBrowser } from './browser';
import { FORENSICS, INSTANCE, KEY, PLATFORM, platformRole, ROOT, statement, targetRole, viewIn } from './import-documents';
import { IMPORTS, PAGES } from './pages';

/** Arrows of an import: from, to, label, and in how many paths. */
function arrows(name: string): readonly string[] {
  const view = viewIn(IMPORTS[name] ?? {});
  const { trustees } = nodesOf(view);
  return edgesOf(view, trustees).map(({ from, to, label, detail }) =>
    [from, to, label, ...(detail === undefined ? [] : [detail])].join(' | '),
  );
}

const columns = (name: string): readonly (readonly string[])[] =>
  nodesOf(viewIn(IMPORTS[name] ?? {})).columns.map((column) => column.map(({ id, account }) => `${id} ${account}`));

test('nodes stand by account', () => {
  expect(columns('three accounts')).toEqual([
    ['instance 111122223333', 'platform 111122223333'],
    ['target 444455556666'],
    ['key 777788889999'],
  ]);
  expect(columns('same account')).toEqual([
    ['instance 111122223333', 'platform 111122223333'],
    ['target 111122223333', 'key 111122223333'],
  ]);
  expect(columns('key of the platform')).toEqual([
    ['instance 111122223333', 'platform 111122223333', 'key 111122223333'],
    ['target 444455556666'],
  ]);
});

test('who is trusted, or named by a key, is there where no role of ours is it', () => {
  expect(columns('role alone')).toEqual([[`trusted ${PLATFORM} 111122223333`], ['target 444455556666']]);
  expect(arrows('role alone')).toEqual([`trusted ${PLATFORM} | target | trusted`]);
  expect(columns('target alone')).toEqual([[`trusted ${PLATFORM} 111122223333`], ['target 444455556666', 'key 444455556666']]);
  expect(arrows('target alone')).toContain(`trusted ${PLATFORM} | key | named | in the key policy`);
  expect(columns('platform alone')).toEqual([['instance 111122223333', 'platform 111122223333']]);
});

test('what is not known is said', () => {
  const view = viewIn({
    roles: [
      { ...platformRole(), trusts: [] },
      { ...targetRole(), trusts: [] },
    ],
    options: { platformRole: PLATFORM, platformRegion: 'eu-west-1' },
  });
  const notes = nodesOf(view)
    .columns.flat()
    .map(({ id, note }) => [id, note]);
  expect(notes).toContainEqual(['platform', 'who may assume it: not given']);
  expect(notes).toContainEqual(['target', 'who may assume it: not given']);
});

test('a role that a trust policy lets in is trusted where no path asks for the call, and not known where no trust policy was given', () => {
  expect(arrows('no target')[0]).toBe('instance | platform | trusted');
  const edges = (trusts: readonly string[]): readonly unknown[] => {
    const view = viewIn({
      roles: [{ ...platformRole(), trusts }],
      keys: {},
      options: { instanceRole: INSTANCE, platformRole: PLATFORM, platformRegion: 'eu-west-1' },
    });
    const { state, words } = edgesOf({ ...view, paths: [] }, []).find(({ from }) => from === 'instance') ?? {};
    return [state, words];
  };
  const trusted = ['trust', 'The platform role trusts the instance role'];
  expect(edges([INSTANCE])).toEqual(trusted);
  expect(edges(['arn:aws:iam::111122223333:root'])).toEqual(trusted);
  expect(edges(['*'])).toEqual(trusted);
  expect(edges([])).toEqual(['unknown', 'Whether the instance role may assume the platform role is not known']);
  // A trust policy that names others tells that it does not let the role in.
  expect(edges(['arn:aws:iam::111122223333:role/Other'])).toEqual([undefined, undefined]);
});

test.each([
  ['arn:aws:iam::111122223333:role/Cado*Instance*', true],
  ['*Role', true],
  ['arn:aws:iam::111122223333:role/Cado*Target*', false],
  ['arn:aws:iam::111122223333:role/CadoResponseInstanceRole*Role', false],
])('a trust under a condition lets in whom its pattern fits: %s', (pattern, isLetIn) => {
  const Condition = { ArnLike: { 'aws:PrincipalArn': pattern } };
  const statements = [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole', Condition }];
  const policy = { name: 'trust', head: '', of: 'platform', kind: 'trust policy', owner: PLATFORM, statements } as const;
  expect(letsIn(policy, INSTANCE)).toBe(isLetIn);
});

test('an arrow to the key is about that key, not about others that the path uses', () => {
  // The refusal is on the temporary key, which no policy of the target's role is about.
  const view = viewIn({
    roles: [
      platformRole(),
      targetRole({
        forensics: [
          statement('All', 'Allow', ['ec2:*', 'ebs:*', 'kms:ListAliases']),
          statement('ThisKey', 'Allow', 'kms:*', { Resource: KEY }),
        ],
      }),
    ],
  });
  expect(view.paths.some(({ state }) => state === 2)).toBe(true);
  const { trustees } = nodesOf(view);
  expect(edgesOf(view, trustees).map(({ from, to, label }) => [from, to, label])).toEqual([
    ['instance', 'platform', 'assumes ✓'],
    ['platform', 'target', 'assumes ✓'],
    ['platform', 'key', 'uses ✓'],
    ['target', 'key', 'uses ✓'],
  ]);
});

test('where paths differ it is said in how many', () => {
  expect(arrows('denied')).toEqual([
    'instance | platform | assumes ✓',
    'platform | target | assumes ✓',
    'platform | key | uses ✕',
    'target | key | uses ✕ | in 1 of 3 paths',
  ]);
});

test('everybody is drawn, however many others are counted', () => {
  const view = viewIn({
    roles: [
      { ...platformRole(), trusts: [INSTANCE, ...['A', 'B', 'C'].map((name) => `arn:aws:iam::999999990000:role/${name}`)] },
      { ...targetRole(), trusts: [PLATFORM, '*'] },
    ],
  });
  expect(nodesOf(view).trustees.map(({ what, name }) => [what, name])).toEqual([
    ['everybody', '*'],
    ['role', 'A'],
    ['and others, named below', '2 more'],
  ]);
});

test('nobody is drawn twice, and many are counted', () => {
  const names = Array.from({ length: 9 }, (_, index) => `arn:aws:iam::99999999000${index}:role/Admin`);
  const view = viewIn({
    roles: [platformRole(), { ...targetRole(), trusts: [PLATFORM, INSTANCE, ...names] }],
    keys: { [KEY]: [ROOT, FORENSICS] },
  });
  const { trustees } = nodesOf(view);
  expect(trustees.map(({ name }) => name)).toEqual(['Admin', 'Admin', '7 more']);
});

describeBrowser('the picture', () => {
  const { opened, told } = pagesInBrowser(PAGES);
  const names = [
    'denied',
    'three accounts',
    'same account',
    'key of the platform',
    'role alone',
    'target alone',
    'platform alone',
    'no target',
    'many trusted',
    'trusted by both',
    'trusted by both beside the key',
    'hostile',
  ];

  it.each(names.flatMap((name) => [320, 600, 760, 1400, 1900].map((width) => [name, width] as const)))(
    'of %s at %d: nothing is cut, arrows end at boxes and pass none, labels cover nothing else',
    async (name, width) => {
      const page = await opened(name, { viewport: { width, height: 900 } });
      const wrong = await page.locator('.picture').evaluate((svg) => {
        const found: string[] = [];
        const area = svg.getBoundingClientRect();
        const rects = (selector: string): readonly DOMRect[] =>
          [...svg.querySelectorAll(selector)].map((one) => one.getBoundingClientRect());
        const boxes = rects('.box');
        const titles = rects('.account + text');
        const isIn = ({ x, y }: { x: number; y: number }, { left, right, top, bottom }: DOMRect, by = 0): boolean =>
          x > left + by && x < right - by && y > top + by && y < bottom - by;
        for (const text of svg.querySelectorAll('text')) {
          const { left, right, top, bottom } = text.getBoundingClientRect();
          if (left < area.left - 1 || right > area.right + 1 || top < area.top - 1 || bottom > area.bottom + 1)
            found.push(`cut: ${text.textContent}`);
          const own = text.parentElement?.querySelector('rect')?.getBoundingClientRect();
          if (own !== undefined && (left < own.left || right > own.right)) found.push(`beyond its box: ${text.textContent}`);
        }
        const overlap = (one: DOMRect, other: DOMRect): boolean =>
          one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
        // Labels are drawn in the order of their arrows.
        const grounds = rects('.ground');
        for (const ground of grounds) {
          const middle = { x: (ground.left + ground.right) / 2, y: (ground.top + ground.bottom) / 2 };
          if (boxes.some((box) => isIn(middle, box) || overlap(ground, box))) found.push('a label covers a box');
          if ([...titles, ...grounds].some((other) => other !== ground && overlap(ground, other))) found.push('a label covers a text');
        }
        for (const [place, arrow] of svg.querySelectorAll<SVGPathElement>('.arrow').entries()) {
          const matrix = arrow.getScreenCTM();
          const length = arrow.getTotalLength();
          for (let at = 0; at <= 200; at += 1) {
            const point = arrow.getPointAtLength((length * at) / 200).matrixTransform(matrix ?? undefined);
            if (boxes.some((box) => isIn(point, box, 2))) found.push('an arrow passes through a box');
            if (grounds.some((ground, other) => other !== place && isIn(point, ground))) found.push('a label covers an arrow of another');
            if (titles.some((title) => isIn(point, title))) found.push('an arrow passes through the name of an account');
          }
          for (const end of [0, length]) {
            const point = arrow.getPointAtLength(end).matrixTransform(matrix ?? undefined);
            const near = boxes.some(
              ({ left, right, top, bottom }) => point.x > left - 2 && point.x < right + 2 && point.y > top - 2 && point.y < bottom + 2,
            );
            if (!near) found.push('an arrow ends beside a box');
          }
        }
        return found;
      });
      expect(wrong).toEqual([]);
      expect(told).toEqual([]);
      await page.close();
    },
  );

  it('is told in words, with its arrows, once', async () => {
    const page = await opened('three accounts');
    const words = (await page.locator('#picture-text').textContent()) ?? '';
    expect(words).toContain('target role arn:aws:iam::444455556666:role/CadoResponseRole in account 444455556666');
    expect(words).toContain('in account 777788889999');
    expect(words).toContain('The platform role uses the key: allowed');
    const picture = page.locator('.picture');
    expect(await picture.getAttribute('aria-labelledby')).toBe('picture-title');
    expect(await picture.getAttribute('aria-describedby')).toBe('picture-text');
    // The names in full are there for who points at a box.
    expect(await page.locator('.picture g > title').allTextContents()).toContain(PLATFORM);
    expect(await page.locator('.account + text').allTextContents()).toEqual([
      'account 111122223333 (platform)',
      'account 444455556666 (target)',
      'account 777788889999 (key)',
    ]);
    await page.close();
  });

  it('draws one account around all where all is in one', async () => {
    const page = await opened('same account');
    expect(await page.locator('.account + text').allTextContents()).toEqual(['account 111122223333 (platform and target)']);
    await page.close();
  });
});
