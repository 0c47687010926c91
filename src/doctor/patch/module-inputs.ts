import type { InputValues, TighteningLevel } from '../../policy/guard';
import type { JsonObject } from '../../policy/policy-json';
import { roleArn, type RoleSide } from '../../proof/claims/world';
import { valuesAskedFor } from '../asked-values';
import type { Scene } from '../scene';
import { readsFunctions } from '../gone-paths';
import { externalIdsAsked, trustedRoles } from '../scene-names';
import type { Subject } from '../subject/subject';
import { ownStatements } from './own-statements';

/** Inputs of `cado-kms-key-policy` for a subject. */
export function keyModuleInputs({ subject, platformRegion, evidenceRegions }: Scene, level: TighteningLevel): InputValues {
  const { platform, target, methods, protects, ebsResourceIds, sourceBucketArns } = subject;
  return {
    ...(platform !== undefined && { platform_role_arn: platform.arn }),
    ...(target !== undefined && { target_role_arn: target.arn }),
    protects,
    acquisition_methods: methods,
    kms_tightening: level,
    platform_region: platformRegion,
    evidence_regions: evidenceRegions.filter((region) => region !== platformRegion || evidenceRegions.length === 1),
    ...(ebsResourceIds !== undefined && { ebs_resource_ids: ebsResourceIds }),
    ...(sourceBucketArns !== undefined && { evidence_source_bucket_arns: sourceBucketArns }),
    ...(namesRolesThemselves(subject.key?.policy?.json) && { principal_match: 'role_arn' }),
  };
}

/** Whether our statements that are there name roles as principals, and not by `aws:PrincipalArn`. */
function namesRolesThemselves(policy: JsonObject | undefined): boolean {
  const own = policy === undefined ? [] : ownStatements(policy);
  return own.some(({ Principal }) => Principal?.AWS.some((name) => name.includes(':role/')) === true);
}

/** Inputs of the module that makes a role, for a subject. */
export function roleModuleInputs(scene: Scene, level: TighteningLevel, side: RoleSide): InputValues {
  const { subject, world, named, platformRegion, evidenceRegions } = scene;
  const { key, methods, ebsResourceIds, sourceBucketArns } = subject;
  const shared = {
    capabilities: capabilitiesFor(subject),
    acquisition_methods: methods,
    kms_tightening: level,
    platform_region: platformRegion,
    evidence_regions: evidenceRegions,
    ...(key !== undefined && { kms_key_arns: [key.arn] }),
    ...(ebsResourceIds !== undefined && { ebs_resource_ids: ebsResourceIds }),
    ...(sourceBucketArns !== undefined && { evidence_source_bucket_arns: sourceBucketArns }),
    ...nameAndPath(subject[side]?.arn ?? ''),
  };
  if (side === 'target') {
    return {
      ...shared,
      platform_role_arn: subject.platform?.arn ?? named.text(roleArn(world, 'platform')),
      ...only('external_id', subject.externalId, externalIdsAsked(subject)),
      ...only('organization_id', subject.organizationId, valuesAskedFor(subject.target?.trust?.json, 'aws:PrincipalOrgID')),
    };
  }
  return {
    ...shared,
    trusted_role_arns: subject.instanceArn === undefined ? trustedRoles(subject.platform?.trust?.json) : [subject.instanceArn],
    ...(subject.target !== undefined && { target_role_arns: [subject.target.arn] }),
  };
}

/** What the import needs, and none of the other capabilities that a module has by default. */
const capabilitiesFor = (subject: Subject): readonly string[] => [
  ...(subject.protects.includes('ebs') ? ['ec2'] : []),
  ...(subject.protects.includes('s3') ? ['s3'] : []),
  ...(readsFunctions(subject) ? ['lambda'] : []),
];

/** What was said, or the only value that a trust policy asks for. */
function only(input: string, said: string | undefined, asked: readonly string[]): InputValues {
  const [value, ...others] = said === undefined ? asked : [said];
  return value === undefined || others.length > 0 || /[*?]/.test(value) ? {} : { [input]: value };
}

function nameAndPath(arn: string): InputValues {
  const name = arn.slice(arn.indexOf(':role/') + ':role'.length);
  const cut = name.lastIndexOf('/');
  return { role_name: name.slice(cut + 1), role_path: name.slice(0, cut + 1) };
}
