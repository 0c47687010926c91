import { createHash } from 'node:crypto';
import type {
  ModuleDocument,
  ModuleTestCase,
  ModuleTestExpectation,
  ModuleTestFile,
  PrintedDocument,
  TestPartition,
} from '../module-document';
import { isJsonObject, type Json, type JsonObject, type PolicyStatement } from '../policy/policy-json';
import { literal } from '../policy/terraform-literal';
import { commentLines, printHcl } from './hcl/print-hcl';
import { printValue } from './hcl/print-value';

type RoleExpectation = Extract<ModuleTestExpectation, { readonly kind: 'policies' }>;
type PolicyExpectation = Extract<ModuleTestExpectation, { readonly kind: 'policy' }>;

const REGIONS: Readonly<Record<TestPartition, string>> = { aws: 'eu-west-1', 'aws-us-gov': 'us-gov-west-1', 'aws-cn': 'cn-north-1' };

/** Statements that a run has shown in full, and texts of all, as digests take them. */
interface Shown {
  readonly statements: Set<string>;
  readonly texts: Map<string, string>;
}

/**
 * Prints the files of `terraform test`. They run offline: the real provider with dummy credentials, and the caller's account given.
 */
export function withPrintedTests({ tests, ...document }: ModuleDocument): PrintedDocument {
  const shown: Shown = { statements: new Set(), texts: new Map() };
  return { ...document, testFiles: Object.fromEntries(tests.map((file) => [`${file.name}.tftest.hcl`, printTestFile(file, shown)])) };
}

function printTestFile(file: ModuleTestFile, shown: Shown): string {
  const partitions = [...new Set(file.cases.map(partitionOf))];
  const header = [
    ...commentLines(`${file.comment}. Generated; runs offline with Terraform 1.7 or later: terraform init && terraform test`),
    '',
    '',
  ].join('\n');
  const document: JsonObject = {
    provider: { aws: partitions.map(provider) },
    override_data: { target: 'data.aws_caller_identity.current', values: { account_id: file.accountId } },
    run: Object.fromEntries(file.cases.map((test) => [test.name, run(test, shown)])),
  };
  return header + printHcl(document);
}

function partitionOf(test: ModuleTestCase): TestPartition {
  return test.partition ?? 'aws';
}

function provider(partition: TestPartition): JsonObject {
  return {
    ...(partition !== 'aws' && { alias: providerAlias(partition) }),
    region: REGIONS[partition],
    access_key: 'test',
    secret_key: 'test',
    skip_credentials_validation: true,
    skip_metadata_api_check: true,
    skip_region_validation: true,
    skip_requesting_account_id: true,
  };
}

function providerAlias(partition: TestPartition): string {
  return partition.slice('aws-'.length).replaceAll('-', '_');
}

function run(test: ModuleTestCase, shown: Shown): JsonObject {
  const partition = partitionOf(test);
  const expressions = Object.entries(test.expressions ?? {}).map(([name, text]) => [name, `\${${text}}`] as const);
  const variables = { ...escaped(test.variables), ...Object.fromEntries(expressions) };
  return {
    command: 'plan',
    ...(test.expect.kind === 'refused' && { expect_failures: test.expect.by }),
    ...(partition !== 'aws' && { providers: { aws: `aws.${providerAlias(partition)}` } }),
    ...(Object.keys(variables).length > 0 && { variables }),
    ...assertions(test.expect, shown, partition === 'aws'),
  };
}

/** Values of variables are literals, and an attribute of the `variables` block is a template. */
function escaped(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, asExpression(element)]));
}

function asExpression(value: Json): Json {
  return `\${${printValue(value, 'literal').join('\n')}}`;
}

function assertions(expect: ModuleTestExpectation, shown: Shown, inFull: boolean): JsonObject {
  switch (expect.kind) {
    case 'refused':
      return {};
    case 'holds':
      return { assert: expect.conditions.map(({ condition, message }) => ({ condition: `\${${condition}}`, error_message: message })) };
    case 'statements':
      return assertion('jsondecode(output.statements_json)', expect.statements.map(sortedStatement), 'statements_json');
    case 'policy':
      return policyAssertions(expect);
    case 'policies':
      return roleAssertions(expect, shown, inFull);
  }
}

function policyAssertions({ rest, foreign, ours }: PolicyExpectation): JsonObject {
  const sids = ours.map(({ Sid }) => Sid);
  const statements = 'jsondecode(output.policy_json).Statement';
  const test = `contains(${literal(sids)}, try(s.Sid, ""))`;
  return {
    assert: [
      equality('{ for key, value in jsondecode(output.policy_json) : key => value if key != "Statement" }', rest, 'policy_json'),
      equality(`[for s in ${statements} : s if !${test}]`, foreign, 'policy_json'),
      equality(sorted(`[for s in ${statements} : s if ${test}]`), ours.map(sortedStatement), 'policy_json'),
    ],
  };
}

/**
 * All policies by digest, so that nothing else can be in them, and in full the statements that no run before has shown;
 * in other partitions they differ by their ARNs only.
 */
function roleAssertions({ trust, policies }: RoleExpectation, shown: Shown, inFull: boolean): JsonObject {
  const documents = Object.entries({ trust, ...policies });
  const digests = Object.fromEntries(documents.map(([key, statements]) => [key, digest(statements, shown.texts)]));
  return {
    assert: [
      ...(!inFull ? [] : documents.flatMap(([key, statements]) => newStatements(key, statements, shown))),
      equality(
        [
          '{',
          '  for key, json in merge(output.policy_json, { trust = output.trust_policy_json }) :',
          `  key => sha256(jsonencode(${sorted('flatten([jsondecode(json).Statement])').replaceAll('\n', '\n  ')}))`,
          '}',
        ].join('\n'),
        digests,
        'policy_json or trust_policy_json',
      ),
    ],
  };
}

function newStatements(key: string, statements: readonly PolicyStatement[], shown: Shown): readonly Json[] {
  const fresh = statements.filter((statement) => !shown.statements.has(`${key}.${statement.Sid}`));
  for (const statement of fresh) shown.statements.add(`${key}.${statement.Sid}`);
  if (fresh.length === 0) return [];
  const output = key === 'trust' ? 'output.trust_policy_json' : `output.policy_json["${key}"]`;
  const chosen = `contains(${literal(fresh.map(({ Sid }) => Sid))}, s.Sid)`;
  return [
    equality(sorted(`flatten([jsondecode(${output}).Statement])`, chosen), fresh.map(sortedStatement), output.slice('output.'.length)),
  ];
}

/** SHA-256 of the statements as `jsonencode` writes them once they are sorted, keys of objects included. */
function digest(statements: readonly PolicyStatement[], known: Map<string, string>): string {
  const texts = statements.map((statement) => {
    const key = JSON.stringify(statement);
    const text = known.get(key) ?? sortedText(statement);
    known.set(key, text);
    return text;
  });
  return createHash('sha256')
    .update(`[${texts.join(',')}]`)
    .digest('hex');
}

function sortedText(statement: PolicyStatement): string {
  const { Action = [], Condition = {}, Effect = '', Principal = {}, Resource = [], Sid = '' } = sortedStatement(statement);
  return JSON.stringify({
    Action,
    Condition: byKey(Condition, (block) => byKey(block, (values) => values)),
    Effect,
    Principal,
    Resource,
    Sid,
  });
}

function byKey(object: Json, change: (value: Json) => Json): Json {
  if (!isJsonObject(object)) return object;
  return Object.fromEntries(
    Object.keys(object)
      .toSorted()
      .map((key) => [key, change(object[key] ?? null)]),
  );
}

function assertion(actual: string, expected: Json, output: string): JsonObject {
  return { assert: [equality(sorted(actual), expected, output)] };
}

/** Both sides as JSON text, so that a list and a tuple of the same values are equal. */
function equality(actual: string, expected: Json, output: string): JsonObject {
  const sides = [actual, printValue(expected, 'literal').join('\n')];
  const lines = sides.map((side) => `  jsonencode(${side.replaceAll('\n', '\n  ')}),`);
  return {
    condition: `\${length(distinct([\n${lines.join('\n')}\n])) == 1}`,
    error_message: `${output} is not what the policy specifies for these inputs.`,
  };
}

/** Statements with every list in order and in the same form, whatever order the provider renders them in. */
function sorted(statements: string, chosen?: string): string {
  return [
    `[`,
    `  for s in ${statements} : merge(s, {`,
    '    Action    = sort(flatten([s.Action]))',
    '    Principal = { for type, names in try(s.Principal, {}) : type => sort(flatten([names])) }',
    '    Resource  = sort(flatten([try(s.Resource, [])]))',
    '    Condition = {',
    '      for operator, block in try(s.Condition, {}) : operator => {',
    '        for key, values in block : key => sort(flatten([values]))',
    '      }',
    '    }',
    '  })',
    ...(chosen === undefined ? [] : [`  if ${chosen}`]),
    ']',
  ].join('\n');
}

function sortedStatement(statement: PolicyStatement | Json): JsonObject {
  const source = statement as JsonObject;
  const principal = isJsonObject(source['Principal']) ? source['Principal'] : {};
  const condition = isJsonObject(source['Condition']) ? source['Condition'] : {};
  return {
    ...source,
    Action: sortedList(source['Action']),
    Principal: mapValues(principal, sortedList),
    Resource: sortedList(source['Resource']),
    Condition: mapValues(condition, (block) => (isJsonObject(block) ? mapValues(block, sortedList) : block)),
  };
}

function sortedList(value: Json | undefined): Json {
  const list = Array.isArray(value) ? (value as readonly Json[]) : value === undefined ? [] : [value];
  return list.length < 2 ? list : list.toSorted((left, right) => (sortKey(left) < sortKey(right) ? -1 : 1));
}

function sortKey(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function mapValues(object: JsonObject, change: (value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
