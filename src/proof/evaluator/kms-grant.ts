/**
 * A grant on a KMS key, as `aws kms list-grants` prints it. Its constraints do not limit `DescribeKey` and `RetireGrant`, which
 * have no encryption context; pairs are compared to the letter.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html
 */
export interface KmsGrant {
  /** Whom it lets use the key: the ARN of a role, of its session or of a user, or a service. An account is its root alone. */
  readonly granteePrincipal: string;
  /** Operations as KMS spells them in grants, e.g. `Decrypt`, `ReEncryptFrom`. */
  readonly operations: readonly string[];
  /** @default - none, so that every encryption context will do */
  readonly constraints?: {
    /** The request's encryption context must hold these pairs, and may hold more. */
    readonly encryptionContextSubset?: Readonly<Record<string, string>>;
    /** The request's encryption context must be these pairs and no more. */
    readonly encryptionContextEquals?: Readonly<Record<string, string>>;
    /** The request must be made for this resource, as services of AWS tell by `aws:SourceArn`. */
    readonly sourceArn?: string;
  };
  /** Who may retire the grant. @default - nobody but the key's owner */
  readonly retiringPrincipal?: string;
}
