import { TIGHTENING_LEVELS } from '../../src/policy/guard';
import { BROKEN_PATHS, breaksAt } from '../cases/broken-paths';
import { IMPORT_PATHS } from '../cases/import-paths';
import { goesThrough, install, installations } from '../support/installation';

const CASES = IMPORT_PATHS.flatMap(({ title, ...path }) => TIGHTENING_LEVELS.map((level) => [title, level, path] as const));

test.each(CASES)('%s: every call goes through at %s', (_title, level, { inputs, steps }) => {
  const refused = installations(level).flatMap((choices) => {
    const { partition, match, listed } = choices;
    const installation = install(choices, inputs?.(partition));
    return steps(partition)
      .filter((step) => !goesThrough(installation, partition, step))
      .map(({ by, key, check }) => `${match}${listed ? ', keys listed' : ''}: ${by} ${check.action} ${key ?? check.resource}`);
  });
  expect(refused).toEqual([]);
});

const BREAKS = BROKEN_PATHS.map((broken) => [broken.path, broken.because, broken] as const);

test.each(BREAKS)('%s breaks when %s, and only from that level on', (path, _because, broken) => {
  const found = IMPORT_PATHS.find(({ title }) => title.startsWith(`${path}:`));
  const unexpected = TIGHTENING_LEVELS.flatMap(installations)
    .filter(({ match }) => broken.match === undefined || broken.match === match)
    .filter((choices) => {
      const { partition, level } = choices;
      const [usual, changed] = [found?.inputs?.(partition), broken.inputs(choices)];
      const more = { platform: { ...usual?.platform, ...changed.platform }, target: { ...usual?.target, ...changed.target } };
      const key = changed.key ?? usual?.key;
      const installation = install(choices, key === undefined ? more : { ...more, key });
      const goes = found?.steps(partition).every((step) => goesThrough(installation, partition, step));
      return goes === breaksAt(broken, level);
    });
  expect(unexpected).toEqual([]);
});
