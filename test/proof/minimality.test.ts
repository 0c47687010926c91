import { TIGHTENING_LEVELS, type TighteningLevel } from '../../src/policy/guard';
import { everyChoice } from '../../src/proof/installation/choices';
import { minimality, nameOf } from '../../src/proof/minimality/survivors';
import { NEEDLESS_ACTIONS, type NeedlessAction } from '../cases/needless-actions';

const rank = (level: TighteningLevel): number => TIGHTENING_LEVELS.indexOf(level);

/** Whether an action is there at a level. */
function isThere({ from = 'documented', goneFrom }: NeedlessAction, level: TighteningLevel): boolean {
  return rank(level) >= rank(from) && (goneFrom === undefined || rank(level) < rank(goneFrom));
}

test.each(TIGHTENING_LEVELS)('at %s every statement and every action is needed, but for those with a source', (level) => {
  const installations = everyChoice([level]).filter(({ partition, methods }) => partition === 'aws' && methods.length > 1);
  const { mutants, survivors } = minimality(installations, ({ what }) => what === 'gone' || what.startsWith('Action without'));
  const expected = NEEDLESS_ACTIONS.filter((action) => isThere(action, level)).map(({ mutant }) => mutant);
  expect(survivors.map(nameOf).toSorted()).toEqual(expected.toSorted());
  expect(mutants).toBeGreaterThan(200);
  expect(survivors.length / mutants).toBeLessThanOrEqual(0.05);
});
