/**
 * Condition keys of a request. A list is a key of several values, even where it holds one or none: it is no policy variable, and
 * an empty one is as good as no key.
 */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/**
 * One decision of IAM. A call that touches several resources is several of these, and all must be allowed; `ReEncrypt` is
 * `kms:ReEncryptFrom` on one key and `kms:ReEncryptTo` on the other.
 */
export interface AccessRequest {
  /** Who calls: the ARN of a role, of its session, of a user or of an account root, or a service such as `ec2.amazonaws.com`. */
  readonly principal: string;
  /** Name of the role's session, part of the ARN `arn:aws:sts::…:assumed-role/…` that policies may name. @default - none: no policy that names a session applies */
  readonly sessionName?: string;
  /** E.g. `kms:Decrypt`. */
  readonly action: string;
  /** ARN of what it is done to; `*` for actions that have no resource. */
  readonly resource: string;
  /** Account that owns the resource. @default - the account in its ARN, or the caller's where it has none */
  readonly resourceAccount?: string;
  /**
   * Condition keys that the caller or the service gives. What follows from the rest of the request is derived where it is left
   * out: `aws:PrincipalArn`, `aws:PrincipalAccount`, `aws:PrincipalType`, `aws:PrincipalIsAWSService`,
   * `aws:PrincipalServiceName`, `aws:username`, `aws:ResourceAccount` for actions that tell it, and `kms:CallerAccount`. An empty
   * list takes such a key away.
   *
   * @default - none
   */
  readonly context?: RequestContext;
}
