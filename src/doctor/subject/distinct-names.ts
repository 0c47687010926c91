import { heldPolicies, renamed, withPolicies, type HeldPolicy } from './held-policies';
import { accountOf } from '../scene';
import type { Subject } from './subject';

/**
 * A subject of which every name stands for one policy: managed policies of two accounts may bear one name, and so may resources of
 * two states of Terraform. Whose each is stands beside the name then.
 */
export function withDistinctNames(subject: Subject): Subject {
  const contents = new Map<string, Set<string>>();
  for (const { policy } of heldPolicies(subject))
    contents.set(policy.name, (contents.get(policy.name) ?? new Set<string>()).add(JSON.stringify(policy.json)));
  if ([...contents.values()].every(({ size }) => size === 1)) return subject;
  const taken = new Map<string, string>();
  return withPolicies(subject, (held) => {
    const { policy } = held;
    if (contents.get(policy.name)?.size === 1) return policy;
    const content = JSON.stringify(policy.json);
    const owned = `${policy.name} (${ownerInWords(subject, held)})`;
    let name = owned;
    for (let count = 2; (taken.get(name) ?? content) !== content; count += 1) name = `${owned} ${count}`;
    taken.set(name, content);
    return renamed(policy, name);
  });
}

function ownerInWords(subject: Subject, { holder }: HeldPolicy): string {
  if (holder === 'key' || holder === 'organisation') return `of the ${holder}`;
  const arn = subject[holder]?.arn ?? '';
  return `${arn.slice(arn.lastIndexOf('/') + 1)} in ${accountOf(arn)}`;
}
