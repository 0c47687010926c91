import type { Change, ChangeLevel } from '../../src/release/change';
import { diffModules } from '../../src/release/diff';
import { CHANGES } from './changes';
import { documentOf } from './modules';

const levelOf = (
  module: string,
  before: ReturnType<typeof documentOf>,
  after: ReturnType<typeof documentOf>,
): { level: ChangeLevel | undefined; changes: readonly Change[] } =>
  diffModules({ name: module, document: before }, { name: module, document: after });

test('there are at least forty changes, each kind in both directions', () => {
  expect(CHANGES.length).toBeGreaterThanOrEqual(40);
  expect(new Set(CHANGES.map(({ name }) => name)).size).toBe(CHANGES.length);
});

describe.each(CHANGES)('$name', ({ module, after, forth, back, says }) => {
  const [old, now] = [documentOf(module), after()];
  test(`is ${String(forth)}`, () => {
    const { level, changes } = levelOf(module, old, now);
    expect({ level, changes }).toMatchObject({ level: forth });
    if (says !== undefined) expect(changes.map(({ text }) => text).join('\n')).toMatch(says);
  });
  test(`is ${String(back)} the other way round`, () => {
    const { level, changes } = levelOf(module, now, old);
    expect({ level, changes }).toMatchObject({ level: back });
  });
});
