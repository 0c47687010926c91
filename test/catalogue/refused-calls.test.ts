import { TIGHTENING_LEVELS, type TighteningLevel } from '../../src/policy/guard';
import { NEVER_ALLOWED, TIGHTENED_CALLS } from '../cases/refused-calls';
import { callsOf, VOLUME } from '../support/import-calls';
import {
  goesThrough,
  install,
  installations,
  roleIn,
  type Choices,
  type Installation,
  type ModuleInputs,
  type Step,
} from '../support/installation';
import { everything } from '../support/role-cases';

/** Everything chosen, in both roles. */
const all = ({ partition }: Choices): ModuleInputs => ({
  platform: { ...everything('platform', partition), target_role_arns: [roleIn(partition, 'target')] },
  target: everything('target', partition),
});

const said = ({ partition, level, match, listed }: Choices, { by, check }: Step): string =>
  `${partition}, ${level}, ${match}${listed ? ', keys listed' : ''}: ${by} ${check.action} ${check.resource}`;

const isFrom = (level: TighteningLevel, from: TighteningLevel): boolean =>
  TIGHTENING_LEVELS.indexOf(level) >= TIGHTENING_LEVELS.indexOf(from);

const ALL = TIGHTENING_LEVELS.flatMap(installations).map((choices) => ({ choices, installation: install(choices, all(choices)) }));

test.each(TIGHTENED_CALLS.map((call) => [call.title, call.from ?? 'documented', call] as const))(
  '%s is refused from %s on, and allowed below',
  (_title, from, { steps }) => {
    const wrong = ALL.flatMap(({ choices, installation }) =>
      steps(choices.partition)
        .filter((step) => goesThrough(installation, choices.partition, step) === isFrom(choices.level, from))
        .map((step) => said(choices, step)),
    );
    expect(wrong).toEqual([]);
  },
);

test.each(NEVER_ALLOWED.map((call) => [call.title, call] as const))('%s is refused at every level', (_title, { steps }) => {
  const allowed = ALL.flatMap(({ choices, installation }) =>
    steps(choices.partition)
      .filter((step) => goesThrough(installation, choices.partition, step))
      .map((step) => said(choices, step)),
  );
  expect(allowed).toEqual([]);
});

test('a role whose own policy is wide walks around a tight key where the account is let in, and not where that is enforced', () => {
  for (const choices of installations('pinned')) {
    const { partition } = choices;
    const roles = { platform_role_arn: roleIn(partition, 'platform'), target_role_arn: roleIn(partition, 'target') };
    const wide = { Effect: 'Allow', Action: ['kms:*'], Resource: ['*'] } as const;
    const decrypts = (enforce: boolean, step: readonly Step[]): boolean => {
      const installation = install(choices, { key: { ...roles, enforce } });
      const widened: Installation = { ...installation, identity: { ...installation.identity, target: [wide] } };
      return step.every((call) => goesThrough(widened, partition, call));
    };
    const target = callsOf('target', partition);
    expect(decrypts(false, target.direct('Decrypt', 'evidence'))).toBe(true);
    expect(decrypts(true, target.direct('Decrypt', 'evidence'))).toBe(false);
    expect(decrypts(true, target.throughEc2('evidence', VOLUME, 'Decrypt'))).toBe(true);
  }
});

test('the key lets in no other role of the accounts that it names', () => {
  for (const choices of TIGHTENING_LEVELS.flatMap(installations)) {
    const { partition } = choices;
    const { keyPolicies } = install(choices);
    const other = roleIn(partition, 'platform').replace('CadoResponseRole', 'Another');
    const identity = { platform: [{ Effect: 'Allow', Action: ['kms:*'], Resource: ['*'] } as const], target: [] };
    const calls = [
      ...callsOf('platform', partition).throughEc2('evidence', VOLUME, 'Decrypt'),
      ...callsOf('platform', partition).keyType('evidence'),
    ];
    const asOther = calls.map((step) => ({ ...step, check: { ...step.check, principal: other } }));
    expect(asOther.filter((step) => goesThrough({ identity, keyPolicies }, partition, step))).toEqual([]);
  }
});
