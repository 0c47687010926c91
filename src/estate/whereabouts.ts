import { textIn } from '../proof/plan/json-access';
import { grouped } from './grouped';
import type { TerraformResource } from './terraform/resources';

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

/** How a plan calls the configuration of a provider that has no alias. */
const USUAL_PROVIDER = 'aws';

/** Where each provider acts, by the name of its configuration. */
export type ProviderPlaces = ReadonlyMap<string, Partial<Whereabouts>>;

/**
 * Where resources lie of which no ARN tells it: where their provider acts; otherwise where other instances of the block are, or what the
 * data sources of the module tell, then those of the modules around it. An account that is one of several is nobody's.
 */
export function placesIn(
  resources: readonly TerraformResource[],
  providers: ProviderPlaces,
  usual: Whereabouts,
): (resource: TerraformResource) => Whereabouts {
  const everywhere = whereaboutsOf(resources, { ...usual, region: providers.get(USUAL_PROVIDER)?.region ?? usual.region });
  const blocks = grouped(resources, blockOf);
  const modules = grouped(
    resources.filter(({ isData }) => isData),
    ({ module }) => module,
  );
  const known = new Map<string, Whereabouts>();
  const moduleAt = (module: string): Whereabouts => {
    const found = known.get(module);
    if (found !== undefined) return found;
    const around = module === '' ? everywhere : moduleAt(module.slice(0, Math.max(module.lastIndexOf('.module.'), 0)));
    const place = whereaboutsOf(modules.get(module) ?? [], around);
    known.set(module, place);
    return place;
  };
  const blockAt = (resource: TerraformResource): Whereabouts =>
    whereaboutsOf(blocks.get(blockOf(resource)) ?? [], moduleAt(resource.module));
  return (resource) => {
    const { partition, account, region } = providers.get(resource.provider ?? '') ?? {};
    const own = textIn(resource.values, 'region') || region;
    if (partition !== undefined && account !== undefined && own !== undefined) return { partition, account, region: own };
    const around = blockAt(resource);
    return { partition: partition ?? around.partition, account: account ?? around.account, region: own ?? around.region };
  };
}

const blockOf = ({ module, type, name }: TerraformResource): string => `${module}|${type}.${name}`;

/** Account, partition and Region, as data sources or ARNs tell them. Where they tell several, none of them is meant. */
function whereaboutsOf(resources: readonly TerraformResource[], usual: Whereabouts): Whereabouts {
  const read = (type: string, name: string): readonly string[] =>
    resources.filter((one) => one.isData && one.type === type).map(({ values }) => textIn(values, name));
  const arns = resources.map(({ values }) => textIn(values, 'arn').split(':'));
  const only = (told: readonly string[], part: number): string | undefined => {
    const [one, ...others] = new Set(told.filter((text) => text !== ''));
    if (one !== undefined) return others.length === 0 ? one : undefined;
    const [ofArns, ...more] = new Set(arns.map((arn) => arn[part] ?? '').filter((text) => text !== '' && text !== 'aws'));
    return more.length === 0 ? ofArns : undefined;
  };
  const region = read('aws_region', 'region').concat(read('aws_region', 'name'));
  return {
    partition: only(read('aws_partition', 'partition'), PARTITION) ?? usual.partition,
    account: only(read('aws_caller_identity', 'account_id'), ACCOUNT) ?? usual.account,
    region: only(region, REGION) ?? usual.region,
  };
}

/** Where the parts of an ARN stand. `aws` stands for the account of what AWS manages. */
const [PARTITION, REGION, ACCOUNT] = [1, 3, 4];
