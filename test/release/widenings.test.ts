import { MODULE_NAMES } from '../../src/module-names';
import { compareAccess } from '../../src/release/access/compare-access';
import { configurationOf } from '../../src/release/tree/configuration';
import { documentOf } from './modules';
import { wideningsOf } from './widenings';

/** What is no widening, and why. */
const NONE: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [
    /NothingChosen: no Deny/,
    'a statement that only says that nothing was chosen stands in several policies, and denies what no role can call',
  ],
  [/CadoResponseDenyOutsideServices: .* at (documented|aws_resources)$/, 'enforce denies from via_service on'],
];

describe.each(MODULE_NAMES)('%s', (module) => {
  test('widening any single condition, action, resource or principal at any level is found, and is major', () => {
    const before = configurationOf(documentOf(module));
    const all = wideningsOf(module);
    const missed = all.filter(({ document }) => {
      const changes = compareAccess(module, before, configurationOf(document()), ({ direction }) => direction === 'widened');
      return !changes.some(({ direction, level }) => direction === 'widened' && level === 'major');
    });
    process.stdout.write(`${module}: ${all.length} widenings, ${missed.length} not found\n`);
    expect(all.length).toBeGreaterThan(100);
    expect(missed.map(({ name }) => name).filter((name) => !NONE.some(([pattern]) => pattern.test(name)))).toEqual([]);
  });
});
