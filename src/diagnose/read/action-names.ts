/**
 * Actions of IAM whose name is not that of the call, by `service:call` in lower case. `ReEncrypt` is checked on both keys, first on
 * the one that it decrypts with.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 * Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html
 */
const ACTIONS: Readonly<Record<string, string>> = {
  'kms:reencrypt': 'kms:ReEncryptFrom',
  's3:headbucket': 's3:ListBucket',
  's3:headobject': 's3:GetObject',
  's3:listbuckets': 's3:ListAllMyBuckets',
  's3:listobjects': 's3:ListBucket',
  's3:listobjectsv2': 's3:ListBucket',
};

/** Services whose actions have another prefix than their endpoint. */
const PREFIXES: ReadonlyMap<string, string> = new Map([['monitoring', 'cloudwatch']]);

/**
 * The action of IAM that a call is, where no message says it; Lambda puts the date of its API behind a name.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
 */
export function actionOf(service: string, call: string): string {
  const prefix = PREFIXES.get(service) ?? service;
  const name = prefix === 'lambda' ? call.replace(/\d{8}(v\d{1,2})?$/, '') : call;
  return ACTIONS[`${prefix}:${name}`.toLowerCase()] ?? `${prefix}:${name}`;
}
