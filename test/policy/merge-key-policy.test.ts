import {
  KMS_KEY_POLICY_OWN_PRINCIPALS as PRINCIPALS,
  KMS_KEY_POLICY_OWN_STATEMENTS as OWN,
} from '../../src/catalogue/kms-key-policy/own-statements';
import { KMS_KEY_POLICY_INPUTS } from '../../src/catalogue/kms-key-policy/inputs';
import { inputProblems } from '../../src/policy/input-spec';
import { statementsOf } from '../../src/policy/key-policy';
import { foreignStatements, foreignUnderOwnSid, mergeKeyPolicy } from '../../src/policy/merge-key-policy';
import type { JsonObject } from '../../src/policy/policy-json';
import { KEY_POLICY_CASES, MERGED_CASES, REFUSED_CASES, type KeyPolicyCase } from '../cases/key-policy-cases';
import { existingPolicy, mergedByTypeScript, ourStatements, REFUSALS, refusalsByTypeScript } from '../support/merge-readers';

const named = (cases: readonly KeyPolicyCase[]): readonly (readonly [string, KeyPolicyCase])[] => cases.map((one) => [one.name, one]);
const sidOf = (statement: unknown): unknown => (statement as JsonObject)['Sid'];
const merge = (policy: JsonObject, one: KeyPolicyCase): JsonObject => mergeKeyPolicy(policy, ourStatements(one), OWN);

describe('merging into an existing key policy', () => {
  test('the cases are many, and every refusal is among them', () => {
    expect(MERGED_CASES.length).toBeGreaterThanOrEqual(45);
    expect(new Set(REFUSED_CASES.flatMap(refusalsByTypeScript))).toStrictEqual(new Set(Object.keys(REFUSALS)));
  });

  test.each(named(KEY_POLICY_CASES))('%s is a policy that the input takes', (_name, one) => {
    const spec = KMS_KEY_POLICY_INPUTS.find(({ name }) => name === 'existing_policy_json');
    expect(spec && inputProblems(spec, one.text, 'existing_policy_json')).toStrictEqual([]);
  });

  test.each(named(MERGED_CASES))('%s keeps every statement under a Sid that is not ours, in order', (_name, one) => {
    const foreign = statementsOf(existingPolicy(one)).filter((statement) => !Object.hasOwn(OWN, String(sidOf(statement))));
    expect(foreignStatements(existingPolicy(one), OWN)).toStrictEqual(foreign);
    expect(statementsOf(mergedByTypeScript(one)).slice(0, foreign.length)).toStrictEqual(foreign);
  });

  test.each(named(MERGED_CASES))('%s ends with today’s statements of ours', (_name, one) => {
    const ours = ourStatements(one);
    expect(statementsOf(merge(existingPolicy(one), one)).slice(-ours.length)).toStrictEqual(ours);
  });

  test.each(named(MERGED_CASES))('%s keeps every other element, and is itself left alone', (_name, one) => {
    const policy = existingPolicy(one);
    const { Statement: _merged, ...rest } = merge(policy, one);
    expect(policy).toStrictEqual(existingPolicy(one));
    expect({ ...rest, Statement: policy['Statement'] }).toStrictEqual(policy);
  });

  test.each(named(MERGED_CASES))('%s, merged twice, is what it was', (_name, one) => {
    const merged = merge(existingPolicy(one), one);
    expect(merge(merged, one)).toStrictEqual(merged);
    expect(foreignUnderOwnSid(merged, OWN, PRINCIPALS)).toStrictEqual([]);
  });

  test.each(named(MERGED_CASES))('%s is refused for no reason', (_name, one) => {
    expect(refusalsByTypeScript(one)).toStrictEqual([]);
  });

  test.each(named(REFUSED_CASES))('%s is refused', (_name, one) => {
    expect(refusalsByTypeScript(one)).not.toStrictEqual([]);
  });

  test('every Sid of ours with a foreign statement is named, as often as it occurs', () => {
    const stranger = { Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' };
    const Statement = Object.keys(OWN).flatMap((Sid) => [
      { ...stranger, Sid },
      { ...stranger, Sid },
    ]);
    expect(foreignUnderOwnSid({ Statement }, OWN, PRINCIPALS)).toStrictEqual(Statement.map(({ Sid }) => Sid));
  });

  test('a policy without a statement is no reason to fail', () => {
    expect(mergeKeyPolicy({ Version: '2012-10-17' }, [], OWN)).toStrictEqual({ Version: '2012-10-17', Statement: [] });
  });
});
