import type { Call } from '../claims/call';
import type { ImportPath, ModuleName } from '../claims/import-path';
import type { Choices } from '../installation/choices';
import { decide, type Installation } from '../installation/installation';
import { neededInputs } from '../installation/module-inputs';
import { installationOf, renderedPolicies } from '../installation/rendered-installation';
import type { Setting } from './setting';

const KNOWN = new Map<string, Installation>();

/**
 * The statements of a module that allow a call of a path, as the release renders them at the level: a module of a plan that has
 * them promises the call. Statements are known by their Sids, which never change.
 */
export function promisedSids(name: ModuleName, path: ImportPath, setting: Setting, call: Call): readonly string[] {
  const { because } = decide(referenceFor(name, path, setting), call);
  const isOfModule = (policy: string): boolean =>
    name === 'cado-kms-key-policy' ? policy.startsWith('policy of the key: evidence') : policy.startsWith(`${name} `);
  return because.filter(({ policy }) => isOfModule(policy)).flatMap(({ sid }) => sid ?? []);
}

function referenceFor(name: ModuleName, path: ImportPath, { world, level, methods }: Setting): Installation {
  const choices: Choices = {
    partition: world.partition,
    level,
    methods,
    // By principal_arn a key leaves a role of its account to IAM, so that the role's own statement shows.
    principalMatch: name === 'cado-kms-key-policy' ? 'role_arn' : 'principal_arn',
    keysListed: false,
    oneRegion: world.regions.platform === world.regions.evidence,
  };
  // A key that leaves IAM out shows which of its own statements lets a role of its account in.
  const scope = name === 'cado-kms-key-policy' ? { ...path, keys: 'IAM left out' as const } : path;
  const key = JSON.stringify([choices, scope.keys, scope.keyNames, scope.organization, scope.capabilities, scope.inputs]);
  const known = KNOWN.get(key) ?? installationOf(world, renderedPolicies(world, neededInputs(world, choices, scope)));
  KNOWN.set(key, known);
  return known;
}
