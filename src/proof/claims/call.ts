import type { RequestContext } from '../evaluator/access-request';
import type { KmsGrant } from '../evaluator/kms-grant';
import type { KeyName } from './keys';
import type { Caller, RoleSide } from './world';

/** One decision of IAM that a claim speaks of. */
export interface Call {
  readonly by: Caller;
  readonly action: string;
  /** ARN, or `*` for an action without resources. */
  readonly resource: string;
  /** What the caller may do by its own policies. @default - what the modules give it */
  readonly rights?: 'administrator';
  /**
   * The policy of this key or role has a say too; or of something whose owner lets everybody in, or of a key that leaves it to IAM
   * policies of its account.
   *
   * @default - no resource policy has
   */
  readonly on?: { readonly key: KeyName } | { readonly role: RoleSide } | 'open to everybody' | 'left to IAM';
  /** @default - none */
  readonly context?: RequestContext;
}

/** A call that EC2 makes with a grant it was given, as a principal of its own. */
export interface GrantedCall {
  readonly key: KeyName;
  readonly grant: KmsGrant;
  readonly action: string;
  readonly context: RequestContext;
}
