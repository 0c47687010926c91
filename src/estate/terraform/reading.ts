import type { Json } from '../../policy/policy-json';
import type { GivenPolicy } from '../estate';
import { policyIn, type Reader } from '../found';
import type { TerraformContext } from './context';
import { refusedIn, type RolePolicyKind } from './refused-elements';
import type { TerraformResource } from './resources';
import type { RoleAttachments } from './roles';

/** One side of a document while it is read. */
export interface TerraformReading extends TerraformContext {
  readonly reader: Reader;
  readonly roles: RoleAttachments;
  /** Policies that were read, by their place and text: what does not change is the same on both sides. */
  readonly read: Map<string, GivenPolicy>;
}

/**
 * A policy that an attribute holds; undefined where it holds none, or nobody knows it before apply, or it is none.
 *
 * @param kind of a role's policy, which IAM takes no other for. @default - it is none of a role
 */
export function knownPolicy(
  resource: TerraformResource,
  attribute: string,
  reading: TerraformReading,
  kind?: RolePolicyKind,
): GivenPolicy | undefined {
  const value = resource.values[attribute];
  if (value === undefined || value === null || value === '') return undefined;
  return readPolicy(value, `${resource.address}.${attribute}`, reading, kind);
}

/** A policy as a resource has it. What is wrong with it is reported with its place. */
export function readPolicy(
  value: Json | undefined,
  name: string,
  { reader, read }: TerraformReading,
  kind?: RolePolicyKind,
): GivenPolicy | undefined {
  const key = typeof value === 'string' ? `${name}\n${value}` : undefined;
  const known = key === undefined ? undefined : read.get(key);
  const policy = known ?? policyIn(value, name, { ...reader, report: (problem) => reader.report({ ...problem, place: name }) });
  const refused = policy === undefined || known !== undefined || kind === undefined ? [] : refusedIn(policy.json, kind);
  if (refused.length > 0) {
    reader.report({ file: reader.file, problem: `${name}: ${refused.join('; ')}`, place: name });
    return undefined;
  }
  if (key !== undefined && policy !== undefined) read.set(key, policy);
  return policy;
}
