import { KMS_KEY_POLICY_INPUTS } from '../../catalogue/kms-key-policy/inputs';
import { KMS_KEY_POLICY_TEMPLATE } from '../../catalogue/kms-key-policy/statements';
import type { InputValues, TighteningLevel } from '../../policy/guard';
import { withDefaults } from '../../policy/input-spec';
import { resolve } from '../../policy/resolve';
import type { Scene } from '../scene';
import type { Addition } from './addition';
import { keyModuleInputs } from './module-inputs';

/** What `cado-kms-key-policy` would put into the policy of the key, at a level. AWS changes no policy of a key that it manages. */
export function keyAdditions(scene: Scene, level: TighteningLevel): readonly Addition[] {
  const { key } = scene.subject;
  if (key?.policy === undefined || key.manager === 'AWS') return [];
  return inputsOf(scene, level)
    .flatMap((inputs) =>
      resolve(KMS_KEY_POLICY_TEMPLATE, withDefaults(KMS_KEY_POLICY_INPUTS, inputs), { partition: scene.world.partition }),
    )
    .map((statement) => ({ place: 'key policy', owner: key.arn, statement }));
}

/** Under a key of the platform volumes are made as well, which carry ids of their own. */
function inputsOf(scene: Scene, level: TighteningLevel): readonly InputValues[] {
  const all = keyModuleInputs(scene, level);
  const { ebs_resource_ids: ids, ...others } = all;
  return ids === undefined || scene.keyName === 'evidence' ? [all] : [all, others];
}
