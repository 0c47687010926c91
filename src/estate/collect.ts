import { awsManagedPolicy } from './aws/aws-policies';
import type { DocumentProblem, Estate, EstateKey, EstateRole, GivenPolicy, PolicySet } from './estate';
import { folderOf } from './folder';
import type { Found, KeyFacts } from './found';
import { grouped } from './grouped';

/** What was found, and in which document. */
export type Told = Found & { readonly document?: string };
type FoundRole = Extract<Told, { is: 'role' }>;
type FoundKey = Extract<Told, { is: 'key' }>;
type ManagedPolicy = Extract<Told, { is: 'managed policy' }>;

/** What documents tell together. */
export interface Collected extends Estate {
  /** Policies of which no document says whose they are. */
  readonly unclaimed: readonly GivenPolicy[];
  /** Documents that tell of a role or key, by its ARN. */
  readonly documentsOf: ReadonlyMap<string, readonly string[]>;
  readonly problems: readonly DocumentProblem[];
  /** What is no problem, and worth knowing: what was passed over, versions that are not in force. */
  readonly notes: readonly DocumentProblem[];
}

/**
 * Everything that documents told, put together: parts of one role or key become one. Policies of nobody are left to the caller.
 *
 * @param keyArn a key that is known besides. @default - none
 */
export function collect(found: readonly Told[], keyArn?: string): Collected {
  const managed = new Map(found.filter((one) => one.is === 'managed policy').map((one) => [one.arn, one]));
  const parts = found.filter((one) => one.is === 'role');
  const arnOf = arnsByName(parts);
  const isOfRole = (part: FoundRole): boolean => ROLE.test(arnOf(part) ?? '');
  const roles = grouped(parts.filter(isOfRole), (part) => arnOf(part) ?? '');
  const keyParts = found.filter((one) => one.is === 'key');
  const keyOfPart = keyArns(keyParts, keyArn);
  const keys = grouped(
    keyParts.filter((part) => keyOfPart(part) !== undefined),
    (part) => keyOfPart(part) ?? '',
  );
  return {
    roles: [...roles].map(([arn, all]) => roleOf(arn, all, managed)),
    keys: [...keys].map(([arn, all]) => keyOf(arn, all)),
    serviceControl: found.flatMap((one) => (one.is === 'service control policy' ? [one.policy] : [])),
    resourceControl: found.flatMap((one) => (one.is === 'resource control policy' ? [one.policy] : [])),
    unclaimed: [
      ...found.flatMap((one) => (one.is === 'policy' ? [inDocument(one.policy, one)] : [])),
      // A name alone says whose a policy is only where one role has it.
      ...parts
        .filter((part) => arnOf(part) === undefined)
        .flatMap((part) =>
          [...(part.inline ?? []), ...(part.trust === undefined ? [] : [part.trust])].map((policy) => inDocument(policy, part)),
        ),
    ],
    documentsOf: new Map([...roles, ...keys].map(([arn, all]) => [arn, [...new Set(all.flatMap(({ document }) => document ?? []))]])),
    problems: keyParts.filter((part) => keyOfPart(part) === undefined).map(withoutArn),
    notes: parts.filter((part) => arnOf(part) !== undefined && !isOfRole(part)).map((part) => leftOut(arnOf(part), part)),
  };
}

/** A role's ARN, as far as a policy may name it. Paths hold almost any character. */
const ROLE = /^arn:[^:*?]+:iam::\d{12}:role\/[^*?]+$/;

const inDocument = (policy: GivenPolicy, { document }: Told): GivenPolicy => (document === undefined ? policy : { ...policy, document });

const withoutArn = ({ id = '', document = '' }: FoundKey): DocumentProblem => ({
  file: document,
  problem: `this names its key by the id alone, ${JSON.stringify(id)}. Give what aws kms describe-key prints of the key too, or --key-arn`,
});

const leftOut = (arn = '', { document = '' }: FoundRole): DocumentProblem => ({
  file: document,
  problem: `${JSON.stringify(arn)} is passed over: it is no ARN of a role`,
});

/** Parts of a role say its ARN or its name alone; a name stands for the only role that has it, or the only one told in the same folder. */
function arnsByName(parts: readonly FoundRole[]): (role: FoundRole) => string | undefined {
  const byName = new Map<string, Map<string, string[]>>();
  for (const { arn, name, document } of parts) {
    if (arn === undefined) continue;
    const arns = byName.get(name) ?? new Map<string, string[]>();
    byName.set(name, arns.set(arn, [...(arns.get(arn) ?? []), ...(document === undefined ? [] : [folderOf(document)])]));
  }
  return ({ arn, name, document }) => {
    if (arn !== undefined) return arn;
    const all = [...(byName.get(name) ?? [])];
    const here = document === undefined ? [] : all.filter(([, folders]) => folders.includes(folderOf(document)));
    const [only, ...others] = all.length > 1 ? here : all;
    return others.length === 0 ? only?.[0] : undefined;
  };
}

/** Parts of a key say its ARN or its id alone; an id stands for the only key that has it. Keys of several Regions may share one. */
function keyArns(parts: readonly FoundKey[], keyArn: string | undefined): (key: FoundKey) => string | undefined {
  const byId = new Map<string, Set<string>>();
  for (const arn of [...parts.map((part) => part.arn), keyArn]) {
    if (arn === undefined) continue;
    const id = arn.slice(arn.lastIndexOf('/') + 1);
    byId.set(id, (byId.get(id) ?? new Set<string>()).add(arn));
  }
  return ({ arn, id = '' }) => {
    if (arn !== undefined) return arn;
    const [only, ...others] = byId.get(id) ?? [];
    return others.length === 0 ? only : undefined;
  };
}

const lastOf = <T, U>(parts: readonly T[], read: (part: T) => U | undefined): U | undefined =>
  parts.map(read).findLast((value) => value !== undefined);

function roleOf(arn: string, parts: readonly FoundRole[], managed: ReadonlyMap<string, ManagedPolicy>): EstateRole {
  const trust = lastOf(parts, (part) => part.trust);
  const address = lastOf(parts, (part) => part.address);
  const tags = lastOf(parts, (part) => part.tags);
  const id = lastOf(parts, (part) => part.id);
  const boundaryArn = lastOf(parts, (part) => part.boundaryArn);
  const boundary = boundaryArn === undefined ? undefined : (managed.get(boundaryArn)?.policy ?? ofAws(boundaryArn));
  const identity = identityOf(arn, parts, managed);
  const attachments = Object.fromEntries(
    parts.flatMap(({ attached = [], attachedAt }) =>
      attachedAt === undefined ? [] : attached.map((policy) => [policy, attachedAt] as const),
    ),
  );
  return {
    arn,
    ...(address !== undefined && { address }),
    ...(trust !== undefined && { trust }),
    ...(identity !== undefined && { identity }),
    ...(boundary !== undefined && { boundary }),
    ...(boundaryArn !== undefined && boundary === undefined && { missingBoundary: boundaryArn }),
    ...(Object.keys(attachments).length > 0 && { attachments }),
    ...(tags !== undefined && { tags }),
    ...(id !== undefined && { id }),
  };
}

/** Undefined where nothing tells of the role's policies: that is another thing than a role without any. */
function identityOf(arn: string, parts: readonly FoundRole[], managed: ReadonlyMap<string, ManagedPolicy>): PolicySet | undefined {
  const attached = [...new Set(parts.flatMap((part) => part.attached ?? []))].map((one) => ({
    arn: one,
    policy: managed.get(one)?.policy ?? ofAws(one),
  }));
  const inline = lastOfEachName(parts.flatMap((part) => ofAccount(part, arn)));
  const missing = [
    ...parts.flatMap((part) => part.missing ?? []),
    ...attached.filter(({ policy }) => policy === undefined).map((one) => one.arn),
  ];
  const given = [...inline, ...attached.flatMap(({ policy }) => policy ?? [])];
  const isTold = parts.some(({ isWhole }) => isWhole === true) || given.length > 0 || missing.length > 0;
  return isTold ? { given, missing } : undefined;
}

/** A policy that AWS manages and that is known by its name alone. */
function ofAws(arn: string): GivenPolicy | undefined {
  const json = awsManagedPolicy(arn);
  return json === undefined ? undefined : { name: arn.slice(arn.lastIndexOf('/') + 1), json, isOfAws: true };
}

/** Policies that are called by their role's name alone get its account, as those have that are told with its ARN. */
const ofAccount = ({ arn, name, inline = [] }: FoundRole, role: string): readonly GivenPolicy[] =>
  arn !== undefined
    ? inline
    : inline.map((policy) =>
        policy.name.startsWith(`${name} `)
          ? { ...policy, name: `${name} (${role.split(':')[4] ?? ''})${policy.name.slice(name.length)}` }
          : policy,
      );

/** A role has one inline policy of a name: told twice, the later one counts. */
const lastOfEachName = (policies: readonly GivenPolicy[]): readonly GivenPolicy[] =>
  policies.filter(
    ({ inlineName }, index) => inlineName === undefined || !policies.slice(index + 1).some((later) => later.inlineName === inlineName),
  );

function keyOf(arn: string, parts: readonly FoundKey[]): EstateKey {
  // What a key shows of its policy may be older than the resource that the policy is.
  const separate = parts.filter(({ isSeparate }) => isSeparate === true);
  const telling = separate.length > 0 ? separate : parts;
  const policy = lastOf(telling, (part) => part.policy);
  const missing = lastOf(telling, (part) => part.missing);
  const address = lastOf(parts, (part) => part.address);
  return {
    arn,
    ...(address !== undefined && { address }),
    ...(policy !== undefined && { policy }),
    grants: parts.flatMap((part) => part.grants ?? []),
    ...(policy === undefined && missing !== undefined && { missing }),
    ...factsOf(parts),
  };
}

/** What was told of a key besides. */
function factsOf(parts: readonly FoundKey[]): KeyFacts {
  const [state, usage, manager] = [
    lastOf(parts, (part) => part.state),
    lastOf(parts, (part) => part.usage),
    lastOf(parts, (part) => part.manager),
  ];
  const [spec, origin, isMultiRegion, multiRegionKeyType] = [
    lastOf(parts, (part) => part.spec),
    lastOf(parts, (part) => part.origin),
    lastOf(parts, (part) => part.isMultiRegion),
    lastOf(parts, (part) => part.multiRegionKeyType),
  ];
  const tags = lastOf(parts, (part) => part.tags);
  return {
    ...(state !== undefined && { state }),
    ...(usage !== undefined && { usage }),
    ...(manager !== undefined && { manager }),
    ...(spec !== undefined && { spec }),
    ...(origin !== undefined && { origin }),
    ...(isMultiRegion !== undefined && { isMultiRegion }),
    ...(multiRegionKeyType !== undefined && { multiRegionKeyType }),
    ...(tags !== undefined && { tags }),
  };
}
