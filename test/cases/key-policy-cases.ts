import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KMS_KEY_POLICY_INPUTS } from '../../src/catalogue/kms-key-policy/inputs';
import type { InputValues } from '../../src/policy/guard';
import type { JsonObject } from '../../src/policy/policy-json';

/** The account of the keys whose policies the case files hold. */
export const KEY_ACCOUNT = '123456789012';

/** The roles that every case lets in, unless it says otherwise. */
const ROLES: JsonObject = {
  platform_role_arn: 'arn:aws:iam::111122223333:role/CadoResponseRole',
  target_role_arn: `arn:aws:iam::${KEY_ACCOUNT}:role/CadoResponseRole`,
};

/** A key policy that somebody else wrote, and what merging into it must give. */
export interface KeyPolicyCase {
  readonly name: string;
  /** The policy as `aws kms get-key-policy` gives it. */
  readonly text: string;
  /** Inputs of the module besides the policy. */
  readonly inputs: JsonObject;
  readonly expect: 'merged' | 'refused';
  /** Part of the message, when it is refused. */
  readonly reason: string;
}

/** A case as its file spells it. */
interface CaseFile {
  readonly name: string;
  readonly policy?: JsonObject;
  /** In place of `policy` where whitespace, escapes or numbers matter. */
  readonly policyText?: string;
  /** Fills the policy's Id to so many characters, for sizes that no file should hold. */
  readonly idLength?: number;
  /** Inputs other than the two roles. */
  readonly inputs?: JsonObject;
  readonly expect: 'merged' | 'refused';
  readonly reason?: string;
}

const FOLDER = join(__dirname, 'key-policies');

/** Every case, by name. */
export const KEY_POLICY_CASES: readonly KeyPolicyCase[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .toSorted()
  .map((file) => keyPolicyCase(file, JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as CaseFile));

/** The cases that merge. */
export const MERGED_CASES = KEY_POLICY_CASES.filter((one) => one.expect === 'merged');

/** The cases that are refused. */
export const REFUSED_CASES = KEY_POLICY_CASES.filter((one) => one.expect === 'refused');

/** Every input of the module, defaults filled in. */
export function allInputs(given: JsonObject): InputValues {
  return { ...Object.fromEntries(KMS_KEY_POLICY_INPUTS.map((spec) => [spec.name, spec.default ?? null])), ...given };
}

function keyPolicyCase(file: string, content: CaseFile): KeyPolicyCase {
  const { name, policy, policyText, idLength, inputs, expect, reason } = content;
  if (file !== `${name}.json`) throw new Error(`${file} holds the case "${name}"`);
  if ((policy === undefined) === (policyText === undefined)) throw new Error(`${file} needs either policy or policyText`);
  if ((expect === 'refused') !== (reason !== undefined)) throw new Error(`${file} needs a reason if, and only if, it is refused`);
  const filled = idLength === undefined ? policy : { ...policy, Id: 'x'.repeat(idLength) };
  return { name, text: policyText ?? JSON.stringify(filled), inputs: { ...ROLES, ...inputs }, expect, reason: reason ?? '' };
}
