import type { EstateRole } from '../../estate/estate';
import type { RoleSide } from '../../proof/claims/world';
import { accountOf } from '../scene';
import type { Subject } from './subject';

/** What would say more, had it been given. A key in the platform's account is used without another role. */
export function notGiven({ key, platform, target, serviceControl }: Subject): readonly string[] {
  const needsTarget = key !== undefined && accountOf(key.arn) !== accountOf(platform?.arn);
  return [
    ...(key === undefined ? ['a key (--key-arn)'] : key.policy === undefined ? ['the key policy'] : []),
    ...(platform === undefined ? ['the platform role'] : notGivenOf(platform, 'platform')),
    ...(target === undefined ? (needsTarget ? ['the target role'] : []) : notGivenOf(target, 'target')),
    ...(serviceControl.length === 0 ? ['service control policies'] : []),
  ];
}

const notGivenOf = ({ identity, trust }: EstateRole, side: RoleSide): readonly string[] => [
  ...(identity === undefined ? [`the ${side} role's policies`] : []),
  ...(trust === undefined ? [`the ${side} role's trust policy`] : []),
];
