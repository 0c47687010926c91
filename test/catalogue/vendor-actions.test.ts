import { TIGHTENING_LEVELS } from '../../src/policy/guard';
import { ADDED, DROPPED, VENDOR_ACTIONS } from '../cases/vendor-actions';
import { covers } from '../../src/policy/globs';
import { everything, METHODS, regions, required, statementsOf, type RoleSide } from '../support/role-cases';

/** Our role in the place of the vendor's: the newer one has EBS direct only. */
const STAND_INS = [
  ['platform', 'platform', METHODS],
  ['target', 'target', METHODS],
  ['newTarget', 'target', [['ebs_direct']]],
] as const;

function granted(role: RoleSide, methods: readonly (readonly string[])[]): readonly string[] {
  const chosen = { ...required(role, 'aws'), ...everything(role, 'aws'), ...regions('aws'), tag_after_create: true };
  const own = role === 'platform' ? { temporary_key: { delete_alias: true } } : {};
  const actions = methods.flatMap((acquisition_methods) =>
    TIGHTENING_LEVELS.flatMap((kms_tightening) =>
      statementsOf(role, { ...chosen, ...own, acquisition_methods, kms_tightening }).flatMap(({ Effect, Action }) =>
        Effect === 'Allow' ? Action : [],
      ),
    ),
  );
  return [...new Set(actions)];
}

const without = (actions: readonly string[], others: readonly string[]): readonly string[] =>
  actions.filter((action) => !others.some((other) => covers(other.toLowerCase(), action.toLowerCase()))).toSorted();
const actionsOf = (differences: readonly { readonly action: string }[]): readonly string[] =>
  differences.map(({ action }) => action).toSorted();

test.each(STAND_INS)('what the vendor lists for %s, our %s role has, but for what was dropped for a reason', (vendor, role, methods) => {
  expect(without(VENDOR_ACTIONS[vendor], granted(role, methods))).toEqual(actionsOf(DROPPED[vendor]));
});

test.each(STAND_INS)('beyond what the vendor lists for %s, our %s role has only what was added for a reason', (vendor, role, methods) => {
  expect(without(granted(role, methods), VENDOR_ACTIONS[vendor])).toEqual(actionsOf(ADDED[vendor]));
});

test('every action of the vendor is written in full, but for its two wildcards', () => {
  const wild = Object.values(VENDOR_ACTIONS)
    .flat()
    .filter((action) => !/^[a-z0-9]+:[A-Za-z]+$/.test(action));
  expect([...new Set(wild)].toSorted()).toEqual(['kms:GenerateDataKey*', 'kms:ReEncrypt*']);
});
