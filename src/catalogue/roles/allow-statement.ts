import type { Guard } from '../../policy/guard';
import type { ConditionTemplate, StatementTemplate, Values } from '../../policy/template';

/** Snapshots have no account in their ARN, whoever owns them. */
export const SNAPSHOTS = 'arn:{partition}:ec2:*::snapshot/*';
/** Images have no account in their ARN either. */
export const IMAGES = 'arn:{partition}:ec2:*::image/*';
/** Volumes of the account. */
export const VOLUMES = 'arn:{partition}:ec2:*:{account}:volume/*';
/** Instances of the account. */
export const INSTANCES = 'arn:{partition}:ec2:*:{account}:instance/*';

/** Only what carries the platform's own name. */
export const OWN_NAME: ConditionTemplate = { test: 'StringLike', variable: 'aws:ResourceTag/Name', values: ['CadoResponse*'] };
/** Only what is named as the platform's own while it is made. */
export const OWN_NAME_REQUESTED: ConditionTemplate = { test: 'StringLike', variable: 'aws:RequestTag/Name', values: ['CadoResponse*'] };

/** An Allow of actions on resources for some inputs. */
export function allow(
  sid: string,
  when: Guard,
  actions: readonly string[],
  resources: Values,
  text: { readonly purpose: string; readonly source: string },
  conditions: StatementTemplate['conditions'] = [],
): StatementTemplate {
  return { sid, effect: 'Allow', ...text, when, actions: [{ actions }], resources, conditions };
}
