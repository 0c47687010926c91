import type { KmsGrant } from './kms-grant';
import type { Policy } from './policy';

/** Every policy that has a say in a request. */
export interface Policies {
  /** Managed and inline policies of the caller. @default - none, which allows nothing */
  readonly identity?: readonly Policy[];
  /** Permissions boundary of the caller. @default - none, which limits nothing */
  readonly boundary?: Policy;
  /** Session policies, of which one has to allow. @default - none, which limits nothing */
  readonly session?: readonly Policy[];
  /**
   * Service control policies that hold for the caller, level by level from the root to its account; a level without policies
   * allows nothing.
   *
   * @default - none, which limits nothing
   */
  readonly serviceControl?: readonly (readonly Policy[])[];
  /** Resource control policies that hold for the resource, level by level. @default - none, which limits nothing */
  readonly resourceControl?: readonly (readonly Policy[])[];
  /** Policy of the resource: a key policy, the trust policy of a role, a bucket policy. @default - none */
  readonly resource?: Policy;
  /** Grants on the key. @default - none */
  readonly grants?: readonly KmsGrant[];
}
