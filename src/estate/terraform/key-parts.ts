import { textIn } from '../../proof/plan/json-access';
import { defaultKeyPolicy } from '../aws/aws-policies';
import type { GivenPolicy } from '../estate';
import { grantOf, type Found } from '../found';
import { says } from './configuration';
import { knownPolicy, type TerraformReading } from './reading';
import type { TerraformResource } from './resources';
import { tagsOf } from './tags';

type FoundKey = Extract<Found, { is: 'key' }>;

/** What a key tells of itself. */
export function keyIn(resource: TerraformResource, reading: TerraformReading): FoundKey {
  const { address, values, unknown = {} } = resource;
  const arn = reading.arnOf(resource);
  const policy = knownPolicy(resource, 'policy', reading) ?? defaultOf(resource, arn, reading);
  const isMissing = policy === undefined && (unknown['policy'] === true || textIn(values, 'policy') !== '');
  return {
    is: 'key',
    arn,
    address,
    ...(policy !== undefined && { policy }),
    ...(isMissing && { missing: `${address}.policy` }),
    ...stateOf(resource),
    ...tagsOf(resource),
  };
}

/** What a policy of a key tells that is a resource of its own. */
export function keyPolicyIn(resource: TerraformResource, reading: TerraformReading): readonly FoundKey[] {
  const arn = reading.keyArn(resource);
  if (arn === undefined) return [];
  const name = `${resource.address}.policy`;
  const policy = resource.fate === 'reset' ? givenDefault(name, arn) : knownPolicy(resource, 'policy', reading);
  return [{ is: 'key', arn, isSeparate: true, ...(policy === undefined ? { missing: name } : { policy }) }];
}

/** What a grant tells. */
export function grantIn(resource: TerraformResource, reading: Pick<TerraformReading, 'keyArn' | 'role'>): readonly FoundKey[] {
  const { values, address } = resource;
  const arn = reading.keyArn(resource);
  const grantee = textIn(values, 'grantee_principal') || (reading.role(resource, 'grantee_principal').arn ?? '');
  const grant = grantee === '' ? undefined : grantOf({ ...values, grantee_principal: grantee });
  return arn === undefined || grant === undefined ? [] : [{ is: 'key', arn, grants: [{ ...grant, address }] }];
}

/** A new key without a policy gets AWS's default one, which a plan calls unknown. */
function defaultOf(resource: TerraformResource, arn: string, { configuration }: TerraformReading): GivenPolicy | undefined {
  const isDefault = resource.unknown?.['policy'] === true && says(configuration, resource, 'policy') === false;
  return isDefault ? givenDefault(`${resource.address}.policy`, arn) : undefined;
}

function givenDefault(name: string, arn: string): GivenPolicy {
  const [, partition = '', , , account = ''] = arn.split(':');
  return { name, json: defaultKeyPolicy(partition, account) };
}

/** State, usage and spec as KMS calls them. */
function stateOf({ values, type }: TerraformResource): Pick<FoundKey, 'state' | 'usage' | 'spec'> {
  const isEnabled = values[type === 'aws_kms_key' ? 'is_enabled' : 'enabled'];
  // A key without material is not enabled either.
  const state = textIn(values, 'key_state') || (isEnabled === true ? 'Enabled' : isEnabled === false ? 'Disabled' : '');
  const usage = textIn(values, 'key_usage');
  const spec = textIn(values, 'customer_master_key_spec');
  return {
    ...(state !== '' && { state }),
    ...(usage !== '' && { usage }),
    ...(spec !== '' && { spec }),
  };
}
