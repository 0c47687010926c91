import type { Estate, EstateKey, GivenPolicy } from '../estate/estate';

/** What policies ask for of roles and keys: everything else may change without a change of access. */
export interface AskedNames {
  /**
   * Tags of roles, in lower case, as IAM compares them.
   * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules
   */
  readonly ofRoles: ReadonlySet<string>;
  /** Tags of keys, likewise. */
  readonly ofKeys: ReadonlySet<string>;
  readonly areAliasesAsked: boolean;
}

/** Behind a comma stands what a policy variable is without the tag. */
const PRINCIPAL_TAG = /aws:PrincipalTag\/([^"},]+)/gi;
const RESOURCE_TAG = /aws:ResourceTag\/([^"},]+)/gi;
const ALIASES = /kms:ResourceAliases/i;

/** Everything that policies of either side ask for. */
export function namesAskedFor(estates: readonly Estate[]): AskedNames {
  const policies = estates.flatMap(({ roles, keys, serviceControl, resourceControl = [] }): readonly (GivenPolicy | undefined)[] => [
    ...roles.flatMap(({ trust, boundary, identity }) => [trust, boundary, ...(identity?.given ?? [])]),
    ...keys.map(({ policy }) => policy),
    ...serviceControl,
    ...resourceControl,
  ]);
  const texts = policies.flatMap((policy) => (policy === undefined ? [] : [JSON.stringify(policy.json)]));
  const tags = (pattern: RegExp): ReadonlySet<string> =>
    new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name.trim().toLowerCase())));
  return { ofRoles: tags(PRINCIPAL_TAG), ofKeys: tags(RESOURCE_TAG), areAliasesAsked: texts.some((text) => ALIASES.test(text)) };
}

/** An estate whose roles and keys have those tags and aliases alone that a policy asks for. */
export const withAskedNames = (estate: Estate, { ofRoles, ofKeys, areAliasesAsked }: AskedNames): Estate => ({
  ...estate,
  roles: estate.roles.map((role) => withTagsAmong(role, ofRoles)),
  keys: estate.keys.map((key) => withTagsAmong(areAliasesAsked ? key : withoutAliases(key), ofKeys)),
});

function withTagsAmong<T extends { readonly tags?: Readonly<Record<string, string>> }>(one: T, names: ReadonlySet<string>): T {
  if (one.tags === undefined) return one;
  return { ...one, tags: Object.fromEntries(Object.entries(one.tags).filter(([name]) => names.has(name.toLowerCase()))) };
}

function withoutAliases({ aliases: _aliases, ...key }: EstateKey): EstateKey {
  return key;
}
