import type { RequestContext } from '../proof/evaluator/access-request';

/** Which policy refused, as far as AWS says. */
export type Refuser =
  'identity' | 'resource' | 'boundary' | 'session' | 'service control' | 'resource control' | 'VPC endpoint' | 'unknown';

/** How a call was refused. */
export interface Refusal {
  readonly by: Refuser;
  /** Whether a Deny refused it. */
  readonly isExplicit: boolean;
  /** ARN of the policy, where AWS names it. @default - it does not */
  readonly policyArn?: string;
  /** Sid of the Deny, where a decoded message names it. @default - none does */
  readonly statementId?: string;
  /** KMS gives one message for a key that is not there, one that lets nobody in and one that denies. @default false */
  readonly isOneOfThreeCauses?: boolean;
  /** AWS says more in an encoded message. @default false */
  readonly isEncoded?: boolean;
}

/** Who called. */
export interface Caller {
  /** As the event tells it: ARN of a role, user, session or root, or the name of a service. */
  readonly name: string;
  /** ARN of the role. @default - no role called, or what is named is no ARN of one */
  readonly roleArn?: string;
  /** The ARN was told by a session, whose ARN leaves the role's path out. @default false */
  readonly isPathUnknown?: boolean;
}

/** Who spoke to the service for the caller. */
export type Through =
  /** The caller itself, from an IP address where the event has one. */
  | { readonly how: 'directly'; readonly address?: string }
  /** A service with the caller's rights, by the name that policies have for it, e.g. `ec2`. */
  | { readonly how: 'a service'; readonly service: string }
  /** A service that CloudTrail does not name. */
  | { readonly how: 'a hidden service' }
  /** A message alone does not tell, nor do fields of an event without the one that does. */
  | { readonly how: 'unknown' };

/** A call that AWS refused. */
export interface DeniedCall {
  readonly eventId?: string;
  /** As the event has it, e.g. `2026-11-20T02:14:07Z`. */
  readonly time?: string;
  /** E.g. `kms:Decrypt`. */
  readonly action: string;
  readonly caller: Caller;
  /** ARN. @default - the event does not tell, or the action has none */
  readonly resource?: string;
  /** The alias by which a key was asked for. @default - none */
  readonly alias?: string;
  /** ARN of the bucket that it is about. @default - none, or unknown */
  readonly bucket?: string;
  /** Region of the endpoint. @default - unknown */
  readonly region?: string;
  readonly through: Through;
  /** Of the key's use. @default - unknown, or none */
  readonly encryptionContext?: Readonly<Record<string, string>>;
  /** Nobody asked for the encryption context. @default false */
  readonly isContextUnasked?: boolean;
  /** Condition keys of the request that the event tells; an empty list: the request has no such key. */
  readonly known: RequestContext;
  readonly refusal: Refusal;
  /** What AWS said. */
  readonly message: string;
}
