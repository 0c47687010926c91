import type { KmsGrant } from '../proof/evaluator/kms-grant';
import type { JsonObject } from '../policy/policy-json';

/** A policy that somebody gave. */
export interface GivenPolicy {
  /** How verdicts call it: a file's name, or where in the file it stands. */
  readonly name: string;
  readonly json: JsonObject;
  /** The policy's own text, as it was given. @default - it stood as an object in a larger document */
  readonly text?: string;
  /** The file that holds this text and nothing else. @default - none: it came within something else, or encoded */
  readonly file?: string;
  /** Whether it is all that a document holds, so that nobody said its name. @default false */
  readonly isAlone?: boolean;
  /** Its name as an inline policy of a role. @default - none: it is a managed policy, or nobody said */
  readonly inlineName?: string;
  /** Whether AWS manages it, so that nobody else can change it. @default false */
  readonly isOfAws?: boolean;
  /** The document that it stands in. @default - none: an option gave it */
  readonly document?: string;
}

/** Policies of one kind: those that were given, and the names of those that exist and were not. */
export interface PolicySet {
  readonly given: readonly GivenPolicy[];
  /** Why each of them is not known, e.g. `arn:aws:iam::aws:policy/SecurityAudit` or an address in a plan. */
  readonly missing: readonly string[];
}

/** A role that exists, and what was given of its policies. */
export interface EstateRole {
  readonly arn: string;
  /** Of its resource in Terraform. @default - not given by Terraform */
  readonly address?: string;
  /** Who may assume it. @default - not given */
  readonly trust?: GivenPolicy;
  /** Its managed and inline policies. @default - not given */
  readonly identity?: PolicySet;
  /** Its permissions boundary. @default - none given */
  readonly boundary?: GivenPolicy;
  /** The boundary that it has, where its policy was not given. */
  readonly missingBoundary?: string;
  /** Addresses of the resources that attach managed policies to it, by the ARNs of these. @default - not given by Terraform */
  readonly attachments?: Readonly<Record<string, string>>;
  /** Its tags. @default - not given */
  readonly tags?: Readonly<Record<string, string>>;
  /** Its unique id, `AROA…`. @default - not given */
  readonly id?: string;
}

/** A grant on a key. */
export interface EstateGrant extends KmsGrant {
  /** Of its resource in Terraform. @default - not given by Terraform */
  readonly address?: string;
}

/** A KMS key that exists, and what was given of it. */
export interface EstateKey {
  readonly arn: string;
  /** Of its resource in Terraform. @default - not given by Terraform */
  readonly address?: string;
  /** @default - not given */
  readonly policy?: GivenPolicy;
  /** @default - none */
  readonly grants: readonly EstateGrant[];
  /** Why the policy is not known, e.g. the address of a resource in a plan. */
  readonly missing?: string;
  /** `KeyState` of `aws kms describe-key`, e.g. `Enabled`, `Disabled`, `PendingDeletion`. @default - not given */
  readonly state?: string;
  /** `KeyUsage`, e.g. `ENCRYPT_DECRYPT`, `SIGN_VERIFY`. @default - not given */
  readonly usage?: string;
  /** `KeyManager`, `AWS` or `CUSTOMER`. @default - not given */
  readonly manager?: string;
  /** `KeySpec`, e.g. `SYMMETRIC_DEFAULT`. @default - not given */
  readonly spec?: string;
  /** `Origin`, e.g. `AWS_KMS`, `EXTERNAL`. @default - not given */
  readonly origin?: string;
  /** `MultiRegion`. @default - not given */
  readonly isMultiRegion?: boolean;
  /** `MultiRegionConfiguration.MultiRegionKeyType`, `PRIMARY` or `REPLICA`. @default - not given */
  readonly multiRegionKeyType?: string;
  /** Its tags. @default - not given */
  readonly tags?: Readonly<Record<string, string>>;
  /** All of its aliases, e.g. `alias/payroll`. @default - not given */
  readonly aliases?: readonly string[];
}

/** Roles, keys and what limits them, as far as documents tell. */
export interface Estate {
  readonly roles: readonly EstateRole[];
  readonly keys: readonly EstateKey[];
  /** Service control policies that hold for the roles; all of them have to allow. @default - none given, which limits nothing */
  readonly serviceControl: readonly GivenPolicy[];
  /** Resource control policies that hold for keys, roles and buckets; none may deny. @default - none given, which limits nothing */
  readonly resourceControl?: readonly GivenPolicy[];
}

/** What was wrong with a document, and how to mend it. */
export interface DocumentProblem {
  readonly file: string;
  readonly problem: string;
  /** The resource and its attribute. @default - not given by Terraform */
  readonly place?: string;
}
