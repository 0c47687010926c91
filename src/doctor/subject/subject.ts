import type { EstateKey, EstateRole, GivenPolicy } from '../../estate/estate';
import type { RequestContext } from '../../proof/evaluator/access-request';
import type { TighteningLevel } from '../../policy/guard';

/** What is examined together: the roles of one import, and one key that evidence is under. */
export interface Subject {
  /** The platform's role. @default - nothing is known of it */
  readonly platform?: EstateRole;
  /** The role that the platform assumes where the evidence lies. @default - none */
  readonly target?: EstateRole;
  /** ARN of the role of the platform's instance, which acts as the platform's role. @default - one that the platform's role trusts */
  readonly instanceArn?: string;
  /** @default - none: only roles are examined */
  readonly key?: EstateKey;
  /** Of one level: one of them has to allow, and none may deny. Where none of them allows anything, AWS's `FullAWSAccess` stands beside. */
  readonly serviceControl: readonly GivenPolicy[];
  /** Resource control policies of the organisation that the key and the roles are in. @default - none given, which limits nothing */
  readonly resourceControl?: readonly GivenPolicy[];
  /** Region of the platform. @default - the key's */
  readonly platformRegion?: string;
  /** Regions of evidence. @default - the key's alone */
  readonly evidenceRegions: readonly string[];
  /** How volumes are read. */
  readonly methods: readonly Method[];
  /** What the key encrypts. */
  readonly protects: readonly Protected[];
  /** Ids of the volumes and snapshots that are evidence. @default - any */
  readonly ebsResourceIds?: readonly string[];
  /** ARNs of the buckets that are evidence. @default - any */
  readonly sourceBucketArns?: readonly string[];
  readonly externalId?: string;
  readonly organizationId?: string;
  /** How tight new statements are. @default - as tight as those of ours that are there, otherwise the tightest level */
  readonly level?: TighteningLevel;
  /** Time of the requests, e.g. `2030-01-31T00:00:00Z`. @default - none: what asks for the time depends on it */
  readonly now?: string;
  /** Condition keys that every request has besides. @default - none */
  readonly context?: RequestContext;
  /** What nobody told of the key, or of the Regions, so that it was guessed. @default - nothing */
  readonly guessed?: readonly Guess[];
}

/** What may be guessed: the key's account and id, and the Region of the key or, without a key, of the platform. */
export type Guess = 'account' | 'Region' | 'key id';

/** How volumes are read. */
export const METHOD_NAMES = ['create_volume', 'ebs_direct'] as const;
/** One of {@link METHOD_NAMES}. */
export type Method = (typeof METHOD_NAMES)[number];

/** What a key encrypts. */
export const PROTECTED = ['ebs', 's3'] as const;
/** One of {@link PROTECTED}. */
export type Protected = (typeof PROTECTED)[number];
