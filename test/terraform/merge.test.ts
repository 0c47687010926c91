import { foreignStatements } from '../../src/policy/merge-key-policy';
import { KMS_KEY_POLICY_OWN_STATEMENTS as OWN } from '../../src/catalogue/kms-key-policy/own-statements';
import { statementsOf } from '../../src/policy/key-policy';
import type { JsonObject } from '../../src/policy/policy-json';
import { KEY_POLICY_MAX_BYTES, policyBytes } from '../../src/policy/policy-size';
import { keyStatements } from '../../src/policy-text/key-statements';
import { mergeIntoText } from '../../src/policy-text/merge-text';
import { KEY_ACCOUNT, MERGED_CASES, REFUSED_CASES, type KeyPolicyCase } from '../cases/key-policy-cases';
import { numbersIn } from '../support/json-numbers';
import {
  existingPolicy,
  mergedByTypeScript,
  ourStatements,
  ownSidsIn,
  REFUSALS,
  refusalsByTypeScript,
  withoutOrder,
} from '../support/merge-readers';
import { caseOfMergedSize } from '../support/sized-policy';
import { mergeRoot, type MergeOutput } from './merge-root';
import { describeEmulated } from './test-bed/describe-terraform';
import { startEmulator, type Emulator } from './test-bed/emulator';
import { failedPlan, type FailedPlan } from './test-bed/failed-plan';
import type { TerraformRoot } from './test-bed/terraform-root';

const LARGEST = caseOfMergedSize('largest', KEY_POLICY_MAX_BYTES);
const ONE_BYTE_TOO_LONG = caseOfMergedSize('one-byte-too-long', KEY_POLICY_MAX_BYTES + 1);

const named = (cases: readonly KeyPolicyCase[]): readonly (readonly [string, KeyPolicyCase])[] => cases.map((one) => [one.name, one]);

describeEmulated('an existing key policy, merged by Terraform', () => {
  const merged = [...MERGED_CASES, LARGEST];
  let emulator: Emulator;
  let root: TerraformRoot;
  let outputs: Readonly<Record<string, { readonly value?: unknown }>>;

  beforeAll(async () => {
    emulator = await startEmulator();
    root = await mergeRoot(merged, emulator.endpoint, true);
    outputs = (await root.plan()).planned_values.outputs ?? {};
  });

  afterAll(async () => {
    root?.remove();
    await emulator?.stop();
  });

  const output = ({ name }: KeyPolicyCase): MergeOutput => outputs[name]?.value as MergeOutput;
  const policy = (one: KeyPolicyCase): JsonObject => JSON.parse(output(one).policy_json) as JsonObject;
  const oursIn = (one: KeyPolicyCase): readonly unknown[] =>
    statementsOf(policy(one)).slice(foreignStatements(existingPolicy(one), OWN).length);

  test.each(named(merged))('%s arrives as it was written', (_name, one) => {
    expect(output(one).text).toBe(one.text);
    expect(output(one).literal).toBe(one.text);
  });

  test.each(named(merged))('%s keeps every foreign statement, in order, and every other element', (_name, one) => {
    const { Statement: _before, ...rest } = existingPolicy(one);
    const { Statement: after, ...restAfter } = policy(one);
    const foreign = foreignStatements(existingPolicy(one), OWN);
    expect(restAfter).toStrictEqual(rest);
    expect((after as readonly unknown[]).slice(0, foreign.length)).toStrictEqual(foreign);
  });

  test.each(named(merged))('%s keeps every digit of its numbers', (_name, one) => {
    expect(numbersIn(output(one).policy_json)).toStrictEqual(numbersIn(one.text));
  });

  test.each(named(merged))('%s ends with what the template resolves to, and has nothing else of ours', (_name, one) => {
    const ours = withoutOrder(JSON.parse(JSON.stringify(ourStatements(one))) as JsonObject);
    expect(oursIn(one).map((statement) => withoutOrder(statement as JsonObject))).toStrictEqual(ours);
    expect(withoutOrder(JSON.parse(output(one).statements_json) as JsonObject)).toStrictEqual(ours);
    expect(ownSidsIn(policy(one))).toStrictEqual(ourStatements(one).map(({ Sid }) => Sid));
  });

  test.each(named(merged))('%s merges to what TypeScript merges it to', (_name, one) => {
    expect(withoutOrder(policy(one))).toStrictEqual(withoutOrder(mergedByTypeScript(one)));
    expect(refusalsByTypeScript(one)).toStrictEqual([]);
  });

  test.each(named(merged))('%s merges to what the command merges it to, value for value', (_name, one) => {
    const { statements = [], problems } = keyStatements(one.inputs, 'aws', (input) => input);
    const { text = 'null', problems: refused } = mergeIntoText(one.text, statements, KEY_ACCOUNT);
    expect([...problems, ...refused]).toStrictEqual([]);
    const written = JSON.parse(text) as JsonObject;
    expect({ ...written, Statement: statementsOf(written) }).toStrictEqual(policy(one));
  });

  test.each(named(merged))('%s, merged twice, is what it was', (_name, one) => {
    expect(output(one).again).toBe(output(one).policy_json);
  });

  test.each(named(merged))('%s is measured in bytes of UTF-8', (_name, one) => {
    expect(output(one).policy_bytes).toBe(policyBytes(output(one).policy_json));
  });

  test('a policy of exactly the size that KMS takes is merged', () => {
    expect(output(LARGEST).policy_bytes).toBe(KEY_POLICY_MAX_BYTES);
  });

  test('among the cases are withdrawn statements of ours', () => {
    const withdrawn = merged.filter((one) => ownSidsIn(existingPolicy(one)).some((sid) => !ownSidsIn(policy(one)).includes(sid)));
    expect(withdrawn.map(({ name }) => name)).toEqual(expect.arrayContaining(['own-statements-withdrawn', 'own-grant-withheld']));
  });
});

describeEmulated('an existing key policy that Terraform refuses to merge into', () => {
  const refused = [...REFUSED_CASES, ONE_BYTE_TOO_LONG];
  let emulator: Emulator;
  let root: TerraformRoot;
  let plan: FailedPlan;

  beforeAll(async () => {
    emulator = await startEmulator();
    root = await mergeRoot(refused, emulator.endpoint, false);
    plan = await failedPlan(root);
  });

  afterAll(async () => {
    root?.remove();
    await emulator?.stop();
  });

  const messagesFor = ({ name }: KeyPolicyCase): readonly string[] =>
    plan.failures.filter(({ module }) => module === name).flatMap(({ messages }) => messages);

  test('every module instance is named, and nothing but its policy is refused', () => {
    expect([...new Set(plan.failures.map(({ module }) => module))].toSorted()).toStrictEqual(refused.map(({ name }) => name).toSorted());
    expect(new Set(plan.failures.map(({ checked }) => checked))).toStrictEqual(new Set(['output.policy_json']));
    expect(new Set(plan.errors)).toStrictEqual(new Set(['Module output value precondition failed']));
  });

  test.each(named(refused))('%s is refused for its reason', (_name, one) => {
    expect(messagesFor(one).join('\n')).toContain(one.reason);
  });

  test.each(named(refused))('%s is refused for the same reasons by TypeScript', (_name, one) => {
    const reasons = Object.entries(REFUSALS).filter(([, text]) => messagesFor(one).some((message) => message.includes(text)));
    expect(refusalsByTypeScript(one)).toStrictEqual(reasons.map(([refusal]) => refusal));
  });
});
