import type { JsonObject } from '../../policy/policy-json';
import { objectIn, textIn } from '../../proof/plan/json-access';
import { grantOf, policyIn, type Found, type KeyFacts, type Reader } from '../found';
import { kindOfPolicy, KIND_IN_WORDS } from '../policy-kind';

/**
 * `aws kms get-key-policy`, which does not say whose policy it is. Other services print their policies alike.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html
 */
export function keyPolicyIn(value: JsonObject, reader: Reader): readonly Found[] {
  const policy = policyIn(value['Policy'], reader.file, reader);
  if (policy === undefined) return [];
  const kind = kindOfPolicy(policy.json);
  if (kind === 'key') return [{ is: 'policy', policy }];
  reader.report({
    file: reader.file,
    problem: `Policy is ${KIND_IN_WORDS[kind]}. Accepted: what aws kms get-key-policy prints`,
  });
  return [];
}

/** `aws kms describe-key`. Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html */
export function keyMetadataIn(metadata: JsonObject, reader: Reader): readonly Found[] {
  const named = keyNamed(textIn(metadata, 'Arn') || textIn(metadata, 'KeyId'));
  if (named === undefined) {
    reader.report({ file: reader.file, problem: 'KeyMetadata has no Arn. Accepted: what aws kms describe-key prints, without --query' });
    return [];
  }
  return [{ is: 'key', ...named, ...factsIn(metadata) }];
}

function factsIn(metadata: JsonObject): KeyFacts {
  const told = (name: string): string | undefined => textIn(metadata, name) || undefined;
  const [state, usage, manager, origin] = [told('KeyState'), told('KeyUsage'), told('KeyManager'), told('Origin')];
  // CustomerMasterKeySpec is what KeySpec was called before 2021.
  const spec = told('KeySpec') ?? told('CustomerMasterKeySpec');
  const isMultiRegion = metadata['MultiRegion'];
  const multiRegionKeyType = textIn(objectIn(metadata, 'MultiRegionConfiguration') ?? {}, 'MultiRegionKeyType');
  return {
    ...(state !== undefined && { state }),
    ...(usage !== undefined && { usage }),
    ...(manager !== undefined && { manager }),
    ...(spec !== undefined && { spec }),
    ...(origin !== undefined && { origin }),
    ...(typeof isMultiRegion === 'boolean' && { isMultiRegion }),
    ...(multiRegionKeyType !== '' && { multiRegionKeyType }),
  };
}

/** A grant of `aws kms list-grants`. Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html */
export function grantIn(grant: JsonObject, reader: Reader): readonly Found[] {
  const [read, named] = [grantOf(grant), keyNamed(textIn(grant, 'KeyId'))];
  if (read !== undefined && named !== undefined) return [{ is: 'key', ...named, grants: [read] }];
  // A grant to a service of AWS lets no role do anything.
  if (read === undefined && 'GranteeServicePrincipal' in grant) return [];
  const lacking = read === undefined ? 'GranteePrincipal' : 'KeyId';
  reader.report({ file: reader.file, problem: `a grant has no ${lacking}. Accepted: what aws kms list-grants prints, without --query` });
  return [];
}

/** A key by its ARN, or by its id alone; undefined where nothing names it. */
const keyNamed = (name: string): { readonly arn: string } | { readonly id: string } | undefined =>
  name === '' ? undefined : name.startsWith('arn:') ? { arn: name } : { id: name };

/** Whether an object is what `--query` leaves of a key, or of a grant. */
export const isKeyMetadata = (value: JsonObject): boolean => 'KeyId' in value && ('Arn' in value || 'KeyState' in value);
export const isGrant = (value: JsonObject): boolean => 'GrantId' in value || ('GranteePrincipal' in value && 'Operations' in value);
