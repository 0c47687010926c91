import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';
import { objectIn } from '../../proof/plan/json-access';
import {
  accountDetailsIn,
  isManagedPolicy,
  isPolicyVersion,
  isRole,
  managedPolicyIn,
  membersIn,
  noteOfPage,
  policyVersionIn,
  roleIn,
  rolePolicyIn,
} from './iam';
import { grantIn, isGrant, isKeyMetadata, keyMetadataIn, keyPolicyIn } from './kms';
import { isOrganizationPolicy, organizationPolicyIn } from './organizations';
import type { Found, Reader } from '../found';

type Read = (value: JsonObject, reader: Reader) => readonly Found[];

/** The object below a member. */
const below =
  (member: string, read: Read): Read =>
  (value, reader) =>
    read(objectIn(value, member) ?? {}, reader);

/** Each object of the list below a member. */
const each =
  (member: string, read: Read): Read =>
  (value, reader) => {
    noteOfPage(value, reader);
    return membersIn(value, member, reader).flatMap((one) => read(one, reader));
  };

/** What commands of the AWS CLI print, whole; the first whose test holds. */
const OUTPUTS: readonly (readonly [is: (value: JsonObject) => boolean, read: Read])[] = [
  [(value) => 'RoleDetailList' in value, accountDetailsIn],
  [(value) => isJsonObject(value['Role']), below('Role', roleIn)],
  [(value) => 'Roles' in value, each('Roles', (role, reader) => roleIn(role, reader, true))],
  [(value) => 'PolicyDocument' in value, rolePolicyIn],
  [(value) => isJsonObject(value['PolicyVersion']), below('PolicyVersion', policyVersionIn)],
  [(value) => isJsonObject(value['KeyMetadata']), below('KeyMetadata', keyMetadataIn)],
  [(value) => 'Grants' in value, each('Grants', grantIn)],
  [(value) => isOrganizationPolicy(objectIn(value, 'Policy') ?? {}), below('Policy', organizationPolicyIn)],
  [(value) => typeof value['Policy'] === 'string' || 'Statement' in (objectIn(value, 'Policy') ?? {}), keyPolicyIn],
];

/** What `--query` leaves of them, where it cannot be mistaken. */
const INNER: typeof OUTPUTS = [
  [isGrant, grantIn],
  [isRole, roleIn],
  [isManagedPolicy, managedPolicyIn],
  [isPolicyVersion, policyVersionIn],
  [isKeyMetadata, keyMetadataIn],
  [isOrganizationPolicy, organizationPolicyIn],
];

/** Reads what a command of the AWS CLI printed; undefined where it is none of those that tell of policies. */
export function fromAwsCli(value: Json, reader: Reader): readonly Found[] | undefined {
  if (!isJsonObject(value)) return undefined;
  const [, read] = [...OUTPUTS, ...INNER].find(([is]) => is(value)) ?? [];
  return read?.(value, reader);
}
