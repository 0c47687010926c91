import type { TighteningLevel } from '../../policy/guard';
import type { PolicyStatement } from '../../policy/policy-json';
import type { Scene } from '../scene';
import type { Addition } from './addition';
import { keyAdditions } from './key-additions';
import { roleAdditions, roleDenies } from './role-additions';
import { trustAdditions } from './trust-additions';

const SIDES = ['platform', 'target'] as const;

/** What the modules would put into each policy that was given, at a level. */
export const additionsFor = (scene: Scene, level: TighteningLevel): readonly Addition[] =>
  withoutMadeUp(scene, [
    ...keyAdditions(scene, level),
    ...SIDES.flatMap((side) => [...roleAdditions(scene, level, side), ...trustAdditions(scene, level, side)]),
  ]);

/** Denies that the modules put beside what they let roles do. */
export const deniesFor = (scene: Scene, level: TighteningLevel): readonly Addition[] =>
  withoutMadeUp(
    scene,
    SIDES.flatMap((side) => roleDenies(scene, level, side)),
  );

/** Accounts that nobody named stand for somebody in claims; no policy may ever name them. */
function withoutMadeUp({ madeUp }: Scene, additions: readonly Addition[]): readonly Addition[] {
  const names = (value: unknown): boolean => madeUp.some((account) => JSON.stringify(value).includes(account));
  return additions.flatMap((addition) => {
    const { statement } = addition;
    if (!names(statement)) return [addition];
    const Resource = statement.Resource?.filter((resource) => !names(resource));
    const left: PolicyStatement = { ...statement, ...(Resource !== undefined && { Resource }) };
    return Resource?.length === 0 || names(left) ? [] : [{ ...addition, statement: left }];
  });
}
