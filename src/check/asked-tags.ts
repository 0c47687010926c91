import type { Estate, GivenPolicy } from '../estate/estate';

/** Behind a comma stands what a policy variable is without the tag. */
const PRINCIPAL_TAG = /aws:PrincipalTag\/([^"},]+)/gi;

/**
 * Estates whose roles have those tags alone that a policy asks for: another tag that changes is no change of access.
 *
 * @param names as {@link tagsAskedFor} gives them
 */
export const withTags = (estate: Estate, names: ReadonlySet<string>): Estate => ({
  ...estate,
  roles: estate.roles.map((role) =>
    role.tags === undefined
      ? role
      : { ...role, tags: Object.fromEntries(Object.entries(role.tags).filter(([name]) => names.has(name.toLowerCase()))) },
  ),
});

/** Names of tags in lower case, as IAM compares them. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules */
export function tagsAskedFor(estates: readonly Estate[]): ReadonlySet<string> {
  const policies = estates.flatMap(({ roles, keys, serviceControl, resourceControl = [] }): readonly (GivenPolicy | undefined)[] => [
    ...roles.flatMap(({ trust, boundary, identity }) => [trust, boundary, ...(identity?.given ?? [])]),
    ...keys.map(({ policy }) => policy),
    ...serviceControl,
    ...resourceControl,
  ]);
  return new Set(
    policies.flatMap((policy) =>
      policy === undefined
        ? []
        : [...JSON.stringify(policy.json).matchAll(PRINCIPAL_TAG)].map(([, name = '']) => name.trim().toLowerCase()),
    ),
  );
}
