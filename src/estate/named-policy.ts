import type { GivenPolicy } from './estate';
import type { Found, Reader } from './found';
import { kindOfPolicy, KIND_IN_WORDS, type PolicyKind } from './policy-kind';
import { foundIn } from './read-documents';
import { NOBODY, NOWHERE } from './whereabouts';

/** What an option gives: whose policy it is, and of which kind. */
export type Wanted = 'key policy' | 'trust policy' | 'role policy' | 'boundary' | 'service control policy' | 'resource control policy';

/** A policy in a document, as far as the document tells what it is and whose. */
interface Piece {
  readonly policy: GivenPolicy;
  /** Its kind as its statements tell, or what AWS calls it. */
  readonly is: PolicyKind | 'service control policy' | 'resource control policy';
  /** The ARN of its role, or the name. @default - the document does not say it */
  readonly owner?: string;
}

type Is = Piece['is'];

/** What each option takes. A policy of an organisation that was printed alone looks like a role's, or like a resource's. */
const TAKES: Readonly<Record<Wanted, readonly Is[]>> = {
  'key policy': ['key'],
  'trust policy': ['trust'],
  'role policy': ['identity'],
  boundary: ['identity'],
  'service control policy': ['identity', 'service control policy'],
  'resource control policy': ['key', 'trust', 'resource', 'resource control policy'],
};

/** What a policy is, and the option that takes it. */
const ELSEWHERE: Readonly<Record<Is, readonly [is: string, option: string]>> = {
  key: [KIND_IN_WORDS.key, 'Give it with --key-policy'],
  trust: [KIND_IN_WORDS.trust, 'Give it with --platform-trust or --target-trust'],
  identity: [KIND_IN_WORDS.identity, 'Give it with --platform-policy, --target-policy or --scp'],
  resource: [KIND_IN_WORDS.resource, 'Leave it out; give a resource control policy with --rcp'],
  'service control policy': ['a service control policy', 'Give it with --scp'],
  'resource control policy': ['a resource control policy', 'Give it with --rcp'],
};

/**
 * The policies that a document holds for an option. What is wrong is reported.
 *
 * @param role ARN of the role whose they must be. @default - anybody's
 */
export function namedPolicies(text: string, wanted: Wanted, reader: Reader, role?: string): readonly GivenPolicy[] {
  let isReported = false;
  const report = (problem: string): readonly GivenPolicy[] => {
    isReported = true;
    reader.report({ file: reader.file, problem });
    return [];
  };
  const own: Reader = { file: reader.file, report: ({ problem }) => void report(problem), ...(reader.note && { note: reader.note }) };
  const found = foundIn(text, own, { partition: 'aws', account: NOBODY, region: NOWHERE });
  if (found.some((one) => ('address' in one && one.address !== undefined) || (one.is === 'role' && one.isWhole === true)))
    return report('this tells of keys or roles with all that they have. Give it as a document, without an option');
  const pieces = found.flatMap(piecesOf);
  const other = pieces.find(({ is }) => !TAKES[wanted].includes(is));
  if (other !== undefined) return report(`this is ${ELSEWHERE[other.is].join('. ')}`);
  if (pieces.length === 0 && !isReported) return report(`this holds no ${wanted}`);
  const foreign = pieces.find(({ owner }) => owner !== undefined && role !== undefined && !isNamed(role, owner));
  if (foreign !== undefined) return report(`this is of the role ${foreign.owner ?? ''}, not of ${role ?? ''}. Give one of that role`);
  return pieces.map(({ policy }) => policy);
}

const isNamed = (arn: string, owner: string): boolean => (owner.startsWith('arn:') ? arn === owner : arn.endsWith(`/${owner}`));

function piecesOf(found: Found): readonly Piece[] {
  switch (found.is) {
    case 'policy':
      return [{ policy: found.policy, is: kindOfPolicy(found.policy.json) }];
    case 'service control policy':
    case 'resource control policy':
      return [{ policy: found.policy, is: found.is }];
    case 'managed policy':
      return found.policy === undefined ? [] : [{ policy: found.policy, is: 'identity' }];
    case 'role': {
      const { arn, name, trust, inline = [] } = found;
      const all = [
        ...inline.map((policy) => ({ policy, is: 'identity' as const })),
        ...(trust === undefined ? [] : [{ policy: trust, is: 'trust' as const }]),
      ];
      return all.map((piece) => ({ ...piece, owner: arn ?? name }));
    }
    case 'key':
      return [];
  }
}
