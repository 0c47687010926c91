import type { CustomCheck, InputRule } from '../../policy/input-spec';
import { isJsonObject } from '../../policy/policy-json';
import { literal, stringLiteral } from '../../policy/terraform-literal';
import { KEY_ID } from '../arn-patterns';
import { GRANT_OPERATIONS } from '../kms-actions';

const GRANT_NAME = '^[A-Za-z0-9/_-]{1,200}$';
const MAX_CONTEXT_PAIRS = 8;

/** A rule that every grant must keep; the message names the grants that do not. `test` reads `name` and `grant`. */
function eachGrant(
  must: string,
  example: string,
  test: string,
  accepts: (name: string, grant: Readonly<Record<string, unknown>>) => boolean,
): InputRule {
  const check: CustomCheck = {
    kind: 'custom',
    terraform: (value) => ({
      condition: `alltrue([\n  for name, grant in ${value} : ${test.replaceAll('\n', '\n  ')}\n])`,
      shown: value,
    }),
    accepts: (value) => isJsonObject(value) && Object.entries(value).every(([name, grant]) => isJsonObject(grant) && accepts(name, grant)),
  };
  return { must, example, check };
}

const given = (value: unknown): boolean => value !== null && value !== undefined;
const EXAMPLE = '{ web = { key_id = "arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab", grantee = "target" } }';

/**
 * What each entry of `grants` must be.
 * Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html
 */
export const GRANTS_RULES: readonly InputRule[] = [
  eachGrant('have names of letters, digits, _, / and -', EXAMPLE, `can(regex(${stringLiteral(GRANT_NAME)}, name))`, (name) =>
    new RegExp(GRANT_NAME).test(name),
  ),
  eachGrant(
    'name each key by id or ARN, not by alias',
    EXAMPLE,
    `can(regex(${stringLiteral(KEY_ID)}, grant.key_id))`,
    (_name, grant) => typeof grant['key_id'] === 'string' && new RegExp(KEY_ID).test(grant['key_id']),
  ),
  eachGrant(
    'have the grantee platform or target',
    EXAMPLE,
    `try(contains(["platform", "target"], grant.grantee), false)`,
    (_name, grant) => grant['grantee'] === 'platform' || grant['grantee'] === 'target',
  ),
  eachGrant(
    `have operations of ${GRANT_OPERATIONS.join(', ')}, at least one if any are given`,
    '{ web = { …, operations = ["Decrypt", "DescribeKey"] } }',
    [
      'try(',
      '  length(grant.operations) > 0 && length(setsubtract(grant.operations, [',
      ...[GRANT_OPERATIONS.slice(0, 5), GRANT_OPERATIONS.slice(5)].map((some) => `    ${literal(some).slice(1, -1)},`),
      '  ])) == 0,',
      '  grant.operations == null',
      ')',
    ].join('\n'),
    (_name, { operations }) =>
      !given(operations) ||
      (Array.isArray(operations) &&
        operations.length > 0 &&
        operations.every((operation) => (GRANT_OPERATIONS as readonly unknown[]).includes(operation))),
  ),
  eachGrant(
    `have 1 to ${MAX_CONTEXT_PAIRS} pairs in encryption_context_equals, if it is given`,
    '{ web = { …, encryption_context_equals = { "aws:ebs:id" = "vol-0123456789abcdef0" } } }',
    [
      'try(',
      `  length(grant.encryption_context_equals) > 0 && length(grant.encryption_context_equals) <= ${MAX_CONTEXT_PAIRS},`,
      '  grant.encryption_context_equals == null',
      ')',
    ].join('\n'),
    (_name, { encryption_context_equals: pairs }) => {
      const count = isJsonObject(pairs) ? Object.keys(pairs).length : 0;
      return !given(pairs) || (count > 0 && count <= MAX_CONTEXT_PAIRS);
    },
  ),
];
