import { accountOf, shortName } from './arns';
import { accountOfPrincipal, principalInWords, principalsOf } from './principals';
import type { View, ViewPolicy } from './view';

/** A role, a key or somebody who is trusted. */
export interface PictureNode {
  readonly id: string;
  /** What it is, in words. */
  readonly what: string;
  readonly name: string;
  /** Its name in full. */
  readonly arn: string;
  /** Empty where it is in no account. */
  readonly account: string;
  /** What is not known of it. */
  readonly note?: string;
  /** Whether a policy names it, and nothing else is known. */
  readonly isNamedAlone?: true;
}

/** Nodes by where they stand: columns from left to right. */
export type Columns = readonly (readonly PictureNode[])[];

/** Somebody whom a policy lets in, and who is none of ours. */
export interface Trustee extends PictureNode {
  /** Ids of roles that trust it, or of the key. */
  readonly trustedBy: readonly string[];
}

const MOST = 3;

/** The roles and the key that are examined, and who is trusted besides. */
export function nodesOf(view: View): { readonly columns: Columns; readonly trustees: readonly Trustee[] } {
  const { key, platform, target, instance } = view.subject;
  const trusts = (of: ViewPolicy['of'], kind: ViewPolicy['kind']): ViewPolicy | undefined =>
    view.policies.find((one) => one.of === of && one.kind === kind);
  const role = (id: 'platform' | 'target', arn: string | undefined): readonly PictureNode[] =>
    arn === undefined
      ? []
      : [ours(id, `${id} role`, arn, trusts(id, 'trust policy') === undefined ? 'who may assume it: not given' : undefined)];
  const instanceNode =
    instance === undefined || platform === undefined ? [] : [ours('instance', "role of the platform's instance", instance)];
  const keyNode =
    key === undefined ? [] : [ours('key', 'KMS key', key, trusts('key', 'key policy') === undefined ? 'key policy: not given' : undefined)];
  const [platformNode, targetNode] = [role('platform', platform), role('target', target)];
  const isPlatformKey = key !== undefined && platform !== undefined && accountOf(key) === accountOf(platform);
  const isWithTarget = key !== undefined && target !== undefined && accountOf(key) === accountOf(target);
  const isTargetSide = isWithTarget || (target === undefined && !isPlatformKey);
  const trustees = trusteesOf(view, [instance, platform, target]);
  const before = trustees.filter(({ trustedBy }) => platform === undefined || trustedBy.includes('platform'));
  return {
    trustees,
    columns: [
      before,
      [...instanceNode, ...platformNode, ...(isPlatformKey && !isWithTarget ? keyNode : [])],
      [...targetNode, ...(isTargetSide ? keyNode : [])],
      isTargetSide || (isPlatformKey && !isWithTarget) ? [] : keyNode,
      trustees.filter((one) => !before.includes(one)),
    ].filter((column) => column.length > 0),
  };
}

const ours = (id: string, what: string, arn: string, note?: string): PictureNode => ({
  id,
  what,
  name: shortName(arn),
  arn,
  account: accountOf(arn),
  ...(note !== undefined && { note }),
});

/** Who may assume the roles besides ours; and whom the key names, where the platform's role is not known. */
function trusteesOf({ policies, subject }: View, known: readonly (string | undefined)[]): readonly Trustee[] {
  const own = new Set(known);
  const found = new Map<string, string[]>();
  for (const policy of policies) {
    const isTrust = policy.kind === 'trust policy';
    const isKey = policy.kind === 'key policy' && policy.of === 'key' && subject.platform === undefined;
    if (!isTrust && !isKey) continue;
    for (const name of principalsOf(policy)) {
      if (own.has(name) || (isKey && accountOfPrincipal(name) === accountOf(policy.owner))) continue;
      found.set(name, [...(found.get(name) ?? []), policy.of]);
    }
  }
  // Everybody is not among those that are only counted.
  const names = [...found].toSorted(([one], [other]) => Number(other === '*') - Number(one === '*'));
  const trustees = names.map(([name, trustedBy]): Trustee => ({
    id: `trusted ${name}`,
    what: principalInWords(name),
    name: name.startsWith('arn:') ? shortName(name.replace(/:root$/, '')).replace(/^arn:.*:/, '') : name,
    arn: name,
    account: accountOfPrincipal(name),
    isNamedAlone: true,
    trustedBy: [...new Set(trustedBy)],
  }));
  return trustees.length <= MOST ? trustees : [...trustees.slice(0, MOST - 1), others(trustees.slice(MOST - 1))];
}

const others = (trustees: readonly Trustee[]): Trustee => ({
  id: 'others',
  what: 'and others, named below',
  name: `${trustees.length} more`,
  arn: trustees.map(({ arn }) => arn).join(', '),
  account: '',
  isNamedAlone: true,
  trustedBy: [...new Set(trustees.flatMap(({ trustedBy }) => trustedBy))],
});
