import { accountOf } from '../../doctor/scene';
import { policyText } from '../findings/fingerprints';
import type { Outcome } from '../findings/outcome';
import type { OurRoles } from '../pairs/our-roles';
import { unlikePairs } from '../pairs/pair-classes';
import type { Examined, Pair } from '../pairs/pairs';
import { scenesOf, type SceneOptions } from '../scenes';
import { controlLosses } from './control-losses';
import { isChanged, type ControlPolicies } from './control-policies';

/** What policies of the organisation take away. Those of resources limit who uses a key, so that keys are looked at too. */
export const organisationOutcomes = (
  controls: readonly ControlPolicies[],
  ours: OurRoles,
  { rolePairs, keyPairs }: Pick<Examined, 'rolePairs' | 'keyPairs'>,
  options: SceneOptions,
): readonly Outcome[] =>
  controls.filter(isChanged).flatMap((control) => {
    const ofKeys = control.kind === 'resource control' ? unlikePairs(keyPairs(), ours, namesIn(control)) : [];
    return [...rolePairs(), ...ofKeys].flatMap((pair) => scenesOf(pair, options).flatMap((scenes) => controlLosses(scenes, control)));
  });

/** Pairs in other accounts are under other policies, and any ARN may be told apart by policies that speak of some. */
function namesIn({ before, after }: ControlPolicies): (pair: Pair) => string {
  const tellsNames = [...before.policies, ...after.policies].some((policy) => policyText(policy).includes('arn:'));
  return ({ before: was, after: now }) => {
    const { platform, target, key } = now ?? was ?? {};
    return [platform, target, key].map((one) => (tellsNames ? one?.arn : accountOf(one?.arn)) ?? '').join(' ');
  };
}
