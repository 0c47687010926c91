import type { InputRule } from '../policy/input-spec';
import { stringLiteral } from '../policy/terraform-literal';
import { BUCKET_ARN, EXTERNAL_ID, KEY_ARN, ORGANIZATION_ID, REGION, ROLE_ARN } from './arn-patterns';

const ROLE = '(no user, session, account root or wildcard)';

/** One IAM role. */
export const roleArn: InputRule = {
  must: `be the ARN of an IAM role ${ROLE}`,
  example: 'arn:aws:iam::111122223333:role/CadoResponseRole',
  check: { kind: 'matches', pattern: ROLE_ARN },
};

/** IAM roles. */
export const roleArns: InputRule = {
  must: `hold only ARNs of IAM roles ${ROLE}`,
  example: '["arn:aws:iam::111122223333:role/CadoResponseInstanceRole"]',
  check: { kind: 'each_matches', pattern: ROLE_ARN },
};

/** S3 buckets by ARN. */
export const bucketArns: InputRule = {
  must: 'hold only ARNs of S3 buckets, without an object path',
  example: '["arn:aws:s3:::example-evidence"]',
  check: { kind: 'each_matches', pattern: BUCKET_ARN },
};

/** KMS keys by ARN. */
export const keyArns: InputRule = {
  must: 'hold only ARNs of KMS keys (no alias or wildcard)',
  example: '["arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab"]',
  check: { kind: 'each_matches', pattern: KEY_ARN },
};

/** One KMS key by ARN. */
export const keyArn: InputRule = {
  must: 'be the ARN of a KMS key (no alias or wildcard)',
  example: 'arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  check: { kind: 'matches', pattern: KEY_ARN },
};

/** Regions. */
export const regionCodes: InputRule = {
  must: 'hold only Region codes in lower case',
  example: '["us-east-1"]',
  check: { kind: 'each_matches', pattern: REGION },
};

/** An organisation of AWS by id. */
export const organizationId: InputRule = {
  must: 'be the id of an organisation',
  example: 'o-a1b2c3d4e5',
  check: { kind: 'matches', pattern: ORGANIZATION_ID },
};

/** Elements of a closed list. */
export const someOf = (values: readonly string[]): InputRule => ({
  must: `hold only ${values.join(values.length > 3 ? ', ' : ' and ')}`,
  example: JSON.stringify([values[0]]),
  check: { kind: 'each_one_of', values },
});

/** One of a closed list. */
export const oneOf = (values: readonly string[], example: string): InputRule => ({
  must: `be one of ${values.join(', ')}`,
  example,
  check: { kind: 'one_of', values },
});

/** At least one element. */
export const notEmpty = (example: string): InputRule => ({
  must: 'name at least one, since an empty set never means everything',
  example,
  check: { kind: 'not_empty' },
});

/** A string of at most so many characters; Terraform's regular expressions count no further than 1,000. */
export const atMostCharacters = (limit: number, example: string): InputRule => ({
  must: `have at most ${limit} characters`,
  example,
  check: {
    kind: 'custom',
    terraform: (value) => ({ condition: `length(${value}) <= ${limit}`, shown: value }),
    accepts: (value) => typeof value === 'string' && Array.from(value).length <= limit,
  },
});

/** An external id that passes, made up. */
export const EXTERNAL_ID_EXAMPLE = '0f3c9a52-6d1e-4b7a-8c25-91d4e7b3a608';

/** What STS takes for an external id. */
export const externalId: readonly InputRule[] = [
  {
    must: 'have at least 2 characters, only letters, digits and _+=,.@:/-',
    example: EXTERNAL_ID_EXAMPLE,
    check: { kind: 'matches', pattern: EXTERNAL_ID },
  },
  atMostCharacters(1224, EXTERNAL_ID_EXAMPLE),
];

/** A map whose keys and values match. */
export const everyEntry = (must: string, example: string, key: string, value: string): InputRule => ({
  must,
  example,
  check: {
    kind: 'custom',
    terraform: (map) => ({
      condition: `alltrue([\n  for key, value in ${map} : can(regex(${stringLiteral(key)}, key)) && can(regex(${stringLiteral(value)}, value))\n])`,
      shown: map,
    }),
    accepts: (map) =>
      Object.entries(map as Readonly<Record<string, unknown>>).every(
        ([name, text]) => new RegExp(key, 'u').test(name) && typeof text === 'string' && new RegExp(value, 'u').test(text),
      ),
  },
});
