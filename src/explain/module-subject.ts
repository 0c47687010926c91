import { CADO_ROLE } from '../catalogue/cado-role/definition';
import { CROSS_ACCOUNT_TRUST } from '../catalogue/cross-account-trust/definition';
import { KMS_KEY_POLICY_INPUTS } from '../catalogue/kms-key-policy/inputs';
import { KMS_KEY_POLICY_TEMPLATE, rootDelegation } from '../catalogue/kms-key-policy/statements';
import { policyTemplate } from '../catalogue/roles/role-definition';
import { keyModuleInputs, roleModuleInputs } from '../doctor/patch/module-inputs';
import { asWritten } from '../doctor/patch/statement-lists';
import type { ImportDescription } from '../doctor/subject/options';
import { accountOf, sceneOf, type Scene } from '../doctor/scene';
import type { Subject } from '../doctor/subject/subject';
import type { EstateRole, GivenPolicy } from '../estate/estate';
import type { TighteningLevel } from '../policy/guard';
import { withDefaults } from '../policy/input-spec';
import type { PolicyStatement } from '../policy/policy-json';
import { resolve } from '../policy/resolve';
import { keyArn } from '../proof/claims/keys';
import { PARTITIONS, roleArn, worldOf, type RoleSide } from '../proof/claims/world';

const given = (name: string, statements: readonly PolicyStatement[]): GivenPolicy => ({
  name,
  json: { Version: '2012-10-17', Statement: asWritten(statements) },
});

/** What the three modules make, for the roles and Regions that are named, or for samples: before anything exists. */
export function moduleSubject(described: ImportDescription, level: TighteningLevel): Subject {
  const { platformArn, targetArn, keyArn: named, ...shared } = described;
  const partition = PARTITIONS.find((known) => known === (platformArn ?? targetArn ?? named)?.split(':')[1]) ?? 'aws';
  const sample = worldOf(partition);
  const subject: Subject = {
    ...shared,
    instanceArn: shared.instanceArn ?? roleArn(sample, 'instance'),
    platformRegion: shared.platformRegion ?? sample.regions.platform,
    evidenceRegions: shared.evidenceRegions.length > 0 ? shared.evidenceRegions : [sample.regions.evidence],
    platform: { arn: platformArn ?? roleArn(sample, 'platform') },
    target: { arn: targetArn ?? roleArn(sample, 'target') },
    serviceControl: [],
  };
  const arn =
    named ??
    keyArn(
      {
        ...sample,
        regions: { ...sample.regions, evidence: subject.evidenceRegions[0] ?? '' },
        accounts: { ...sample.accounts, target: accountOf(subject.target?.arn) },
      },
      'evidence',
    );
  const scene = sceneOf({ ...subject, key: { arn, grants: [] } }, partition);
  return {
    ...scene.subject,
    platform: moduleRole(scene, level, 'platform'),
    target: moduleRole(scene, level, 'target'),
    key: { arn, grants: [], policy: given('cado-kms-key-policy', keyStatements(scene, level, arn)) },
  };
}

function keyStatements(scene: Scene, level: TighteningLevel, arn: string): readonly PolicyStatement[] {
  const { partition } = scene.world;
  const inputs = withDefaults(KMS_KEY_POLICY_INPUTS, keyModuleInputs(scene, level));
  return [rootDelegation(partition, accountOf(arn)), ...resolve(KMS_KEY_POLICY_TEMPLATE, inputs, { partition })];
}

function moduleRole(scene: Scene, level: TighteningLevel, side: RoleSide): EstateRole {
  const { definition, module } =
    side === 'platform'
      ? { definition: CADO_ROLE, module: 'cado-role' }
      : { definition: CROSS_ACCOUNT_TRUST, module: 'cado-cross-account-trust' };
  const arn = scene.subject[side]?.arn ?? roleArn(scene.world, side);
  const values = withDefaults(definition.inputs, roleModuleInputs(scene, level, side));
  const context = { partition: scene.world.partition, accountId: accountOf(arn) };
  const { permissions } = definition;
  return {
    arn,
    trust: given(`${module} trust`, resolve(definition.trust, values, context)),
    identity: {
      given: permissions.policies.map((policy) =>
        given(`${module} ${policy.key}`, resolve(policyTemplate(permissions, policy), values, context)),
      ),
      missing: [],
    },
  };
}
