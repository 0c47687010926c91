import type { Severity } from '../finding';

/** What values of a condition key look like. */
export interface ValueForm {
  /** In lower case. */
  readonly keys: readonly string[];
  /** A value that the key can have. */
  readonly form: RegExp;
  /** What such a value is, for people. */
  readonly is: string;
  /** Whether values with wildcards must have the form too. @default false */
  readonly wildcards?: boolean;
  /** Values that are wrong even as patterns. @default - none */
  readonly never?: RegExp;
  /** @default 'error' */
  readonly severity?: Severity;
  readonly source: string;
}

const GLOBAL = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html';
const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html';
const GRANTABLE =
  'CreateGrant|Decrypt|DescribeKey|DeriveSharedSecret|Encrypt|GenerateDataKey(Pair)?(WithoutPlaintext)?|GenerateMac|GetPublicKey|ReEncryptFrom|ReEncryptTo|RetireGrant|Sign|Verify|VerifyMac';

/** Forms of the values that are easily mixed up. */
export const VALUE_FORMS: readonly ValueForm[] = [
  {
    keys: ['aws:principalorgid', 'aws:resourceorgid', 'aws:sourceorgid'],
    form: /^o-[a-z0-9]{10,32}$/,
    never: /^(ou-|r-|arn:|\d)/,
    is: 'the id of an organisation (o-…), not of a unit, a root or an account, and not an ARN',
    source: GLOBAL,
  },
  {
    keys: ['aws:principalorgpaths', 'aws:resourceorgpaths', 'aws:sourceorgpaths'],
    form: /^(\*|o-[a-z0-9*?]+)\/.+$|^\*$/,
    wildcards: true,
    is: 'a path from the organisation down, such as o-…/r-…/ou-…/*',
    source: GLOBAL,
  },
  {
    keys: ['aws:principalaccount', 'aws:resourceaccount', 'aws:sourceaccount', 'kms:calleraccount', 'ec2:add/userid', 'ec2:remove/userid'],
    form: /^\d{12}$/,
    never: /^arn:|[^\d*?]/,
    is: 'the id of an account, 12 digits',
    source: GLOBAL,
  },
  {
    keys: ['aws:principalarn'],
    form: /^arn:[^:]*:(iam|sts)::[^:]*:(role|user|root|federated-user)/,
    never: /:assumed-role\//,
    is: 'the ARN of a role or user; a session has the ARN of its role in this key',
    source: GLOBAL,
  },
  {
    keys: ['kms:viaservice'],
    form: /^[a-z0-9-]+\.[a-z0-9-]+\.amazonaws\.com$/,
    is: 'a service in a Region, such as ec2.eu-west-1.amazonaws.com, in every partition',
    severity: 'warning',
    source: KMS,
  },
  {
    keys: ['kms:grantoperations'],
    form: new RegExp(`^(${GRANTABLE})$`),
    never: /^kms:/i,
    is: 'the name of a grant operation, without kms:',
    source: KMS,
  },
  {
    keys: ['iam:passedtoservice', 'iam:awsservicename'],
    form: /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/,
    never: /^arn:/,
    is: 'the principal of a service, such as ec2.amazonaws.com',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html',
  },
  {
    keys: ['aws:requestedregion', 'kms:replicaregion', 'kms:primaryregion'],
    form: /^[a-z]{2,}(-[a-z]+)+-\d+$/,
    is: 'the code of a Region',
    severity: 'warning',
    source: GLOBAL,
  },
];
