import type { Subject } from './subject';

/** What would say more, had it been given. */
export function notGiven({ key, platform, target, serviceControl }: Subject): readonly string[] {
  return [
    ...(key === undefined ? ['a key (--key-arn)'] : key.policy === undefined ? ['the key policy'] : []),
    ...(platform !== undefined && platform.identity === undefined ? ["the platform role's policies"] : []),
    ...(platform !== undefined && platform.trust === undefined ? ["the platform role's trust policy"] : []),
    ...(target !== undefined && target.identity === undefined ? ["the target role's policies"] : []),
    ...(target !== undefined && target.trust === undefined ? ["the target role's trust policy"] : []),
    ...(serviceControl.length === 0 ? ['service control policies'] : []),
  ];
}
