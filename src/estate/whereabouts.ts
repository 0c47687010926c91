import { textIn } from '../proof/plan/json-access';
import type { TerraformResource } from './terraform-resources';

/** Names of a configuration's account where a plan does not tell them. */
export interface Whereabouts {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** The account of a configuration that tells of none. */
export const NOBODY = '000000000000';
/** The Region of a configuration that tells of none. */
export const NOWHERE = 'xx-nowhere-1';

/** A module's own data sources tell its account, then those of the modules around it, then whatever the document has. */
export function placesIn(resources: readonly TerraformResource[], usual: Whereabouts): (module: string) => Whereabouts {
  const everywhere = whereaboutsOf(resources, usual);
  const data = new Map<string, TerraformResource[]>();
  for (const resource of resources.filter(({ isData }) => isData))
    data.set(resource.module, [...(data.get(resource.module) ?? []), resource]);
  const known = new Map<string, Whereabouts>();
  const placeAt = (module: string): Whereabouts => {
    const found = known.get(module);
    if (found !== undefined) return found;
    const own = data.get(module) ?? [];
    const around = module === '' ? everywhere : placeAt(module.slice(0, Math.max(module.lastIndexOf('.module.'), 0)));
    const place = own.length === 0 ? around : whereaboutsOf(own, around);
    known.set(module, place);
    return place;
  };
  return placeAt;
}

/** Account, partition and Region, as data sources or any ARN of the document tell them. */
export function whereaboutsOf(resources: readonly TerraformResource[], usual: Whereabouts): Whereabouts {
  const read = (type: string, name: string): string => textIn(resources.find((one) => one.isData && one.type === type)?.values ?? {}, name);
  const arns = resources.map(({ values }) => textIn(values, 'arn')).filter((arn) => arn !== '');
  const part = (index: number): string => arns.map((arn) => arn.split(':')[index] ?? '').find((text) => text !== '') ?? '';
  return {
    partition: read('aws_partition', 'partition') || part(1) || usual.partition,
    account: read('aws_caller_identity', 'account_id') || part(4) || usual.account,
    region: read('aws_region', 'region') || read('aws_region', 'name') || part(3) || usual.region,
  };
}
