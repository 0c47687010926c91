import { TIGHTENING_LEVELS, type TighteningLevel } from '../policy/guard';
import type { Attack, Family } from './claims/attack';
import { FAMILIES } from './claims/attack';
import { ATTACKS } from './claims/attacks';
import type { ImportPath, ModuleName } from './claims/import-path';
import { CAPABILITY_PATHS } from './claims/capability-paths';
import { IMPORT_PATHS } from './claims/import-paths';
import type { Choices } from './installation/choices';

/** Something that is true of the modules, or the proof fails. */
export type Claim =
  { readonly kind: 'path'; readonly path: ImportPath } | { readonly kind: 'attack'; readonly attack: Attack; readonly family: Family };

/** Every claim, paths first, attacks by family. */
export const CLAIMS: readonly Claim[] = [
  ...[...IMPORT_PATHS, ...CAPABILITY_PATHS].map((path): Claim => ({ kind: 'path', path })),
  ...FAMILIES.flatMap((family) => ATTACKS[family].map((attack): Claim => ({ kind: 'attack', attack, family }))),
];

/** What the claim is called. */
export const titleOf = (claim: Claim): string => (claim.kind === 'path' ? claim.path.title : claim.attack.title);

/** The modules that carry a claim. */
export function modulesOf(claim: Claim): readonly ModuleName[] {
  return claim.kind === 'path' ? claim.path.modules : ['cado-role', 'cado-cross-account-trust', 'cado-kms-key-policy'];
}

/** What a claim says of a level: nothing where a path does not work, or an attack is not refused yet. */
export function isMadeAt(claim: Claim, level: TighteningLevel): boolean {
  const rank = TIGHTENING_LEVELS.indexOf(level);
  return claim.kind === 'path'
    ? rank <= TIGHTENING_LEVELS.indexOf(claim.path.until ?? 'pinned')
    : rank >= TIGHTENING_LEVELS.indexOf(claim.attack.from ?? 'documented');
}

/** Whether a claim speaks of an installation. */
export function isMadeFor(claim: Claim, choices: Choices): boolean {
  const { level, methods, principalMatch, partition } = choices;
  if (!isMadeAt(claim, level)) return false;
  if (claim.kind === 'attack') return isAttackMadeFor(claim.attack, choices);
  const { path } = claim;
  return (
    (path.method === undefined || methods.includes(path.method)) &&
    (path.principalMatch ?? principalMatch) === principalMatch &&
    (path.partition ?? partition) === partition
  );
}

function isAttackMadeFor({ where, without }: Attack, { methods, principalMatch, keysListed, oneRegion }: Choices): boolean {
  if (where === 'sources are named' && !keysListed) return false;
  if (without === undefined) return true;
  if (without.method !== undefined) return !methods.includes(without.method);
  // What is not chosen is not there, however roles are named and wherever they are; one such installation shows it.
  return methods.length > 1 && principalMatch === 'role_arn' && keysListed && !oneRegion;
}

/** Which claims speak of the same policies: those with the same key. */
export function scopeOf(claim: Claim): string {
  return claim.kind === 'attack'
    ? JSON.stringify(['widest', claim.attack.keys, { ...claim.attack.without, method: undefined }])
    : JSON.stringify([claim.path.keyNames, claim.path.keys, claim.path.organization, claim.path.capabilities, claim.path.inputs]);
}
