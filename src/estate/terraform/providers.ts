import type { Json, JsonObject } from '../../policy/policy-json';
import { objectIn, objectsIn, textIn } from '../../proof/plan/json-access';
import { blockOf, constantOf } from './configuration';
import { resourceOf, type TerraformResource } from './resources';
import type { ProviderPlaces, Whereabouts } from '../whereabouts';

/** The provider of a resource, as the configuration has it. */
export function providerOf(root: JsonObject | undefined, resource: TerraformResource): string | undefined {
  const key = blockOf(root, resource)?.['provider_config_key'];
  return typeof key === 'string' ? key : undefined;
}

/**
 * Where the providers of a plan act: what they are told is less sure than what AWS told of resources that are theirs.
 *
 * @param known resources that the plan tells of, each with its provider
 */
export function providerPlaces(plan: JsonObject, known: readonly TerraformResource[]): ProviderPlaces {
  const root = objectIn(plan, 'configuration', 'root_module');
  const [owners, told] = [ownersOf(known), toldPlaces(plan)];
  const seen = new Map<string, Partial<Whereabouts>>();
  learn(seen, known);
  const isMissing = ({ provider }: TerraformResource): boolean => provider !== undefined && seen.get(provider)?.account === undefined;
  // Whatever else a provider made tells its account too, but there may be very much of it.
  if (known.some(isMissing)) {
    const others = objectsIn(plan['resource_changes']).flatMap((change): readonly TerraformResource[] => {
      const values = objectIn(change, 'change', 'before') ?? objectIn(change, 'change', 'after');
      if (values === undefined || textIn(values, 'arn') === '') return [];
      const resource = resourceOf(change, textIn(change, 'module_address'), values);
      const provider = providerOf(root, resource);
      return provider === undefined ? [] : [{ ...resource, provider }];
    });
    learn(seen, others);
  }
  return new Map(
    [...owners.keys(), ...told.keys(), ...seen.keys()].map((key) => [key, { ...owners.get(key), ...told.get(key), ...seen.get(key) }]),
  );
}

/** The account whose root a new key's policy names: it is the key's own, as every policy leaves the key to it. */
export function rootNamedBy(policies: readonly TerraformResource[]): string | undefined {
  const [only, ...others] = new Set(
    policies.flatMap(({ values }) => [...textIn(values, 'policy').matchAll(ROOT)].map(([, account = '']) => account)),
  );
  return others.length === 0 ? only : undefined;
}

const ROOT = /"arn:[^":]+:iam::(\d{12}):root"/g;

/** Accounts that nothing but key policies tells of. */
function ownersOf(known: readonly TerraformResource[]): ReadonlyMap<string, Partial<Whereabouts>> {
  const policies = known.filter(({ type }) => type.startsWith('aws_kms_'));
  const providers = [...new Set(policies.flatMap(({ provider }) => provider ?? []))];
  return new Map(
    providers.map((provider) => {
      const account = rootNamedBy(policies.filter((one) => one.provider === provider));
      return [provider, placeOf('', account ?? '', '')];
    }),
  );
}

/** Region and account that the configuration of a provider says, as far as they are constants or variables. */
function toldPlaces(plan: JsonObject): ReadonlyMap<string, Partial<Whereabouts>> {
  const variables = objectIn(plan, 'variables');
  return new Map(
    Object.entries(objectIn(plan, 'configuration', 'provider_config') ?? {}).map(([key, provider]) => {
      const expressions = objectIn({ provider }, 'provider', 'expressions');
      const text = (expression: Json | undefined): string => {
        const value = constantOf(expression, variables);
        return typeof value === 'string' ? value : '';
      };
      const [, partition = '', , , roleAccount = ''] = text(objectsIn(expressions?.['assume_role'])[0]?.['role_arn']).split(':');
      const allowed = constantOf(expressions?.['allowed_account_ids'], variables);
      const [only, ...others] = Array.isArray(allowed) ? (allowed as readonly Json[]) : [];
      const account = roleAccount === '' && typeof only === 'string' && others.length === 0 ? only : roleAccount;
      return [key, placeOf(partition, account, text(expressions?.['region']))];
    }),
  );
}

/** What ARNs and the data sources of an account tell of the providers that they came by. The first one counts. */
function learn(places: Map<string, Partial<Whereabouts>>, resources: readonly TerraformResource[]): void {
  for (const { provider, values, type, isData } of resources) {
    if (provider === undefined) continue;
    const [, partition = '', , region = '', owner = ''] = textIn(values, 'arn').split(':');
    const account = isData && type === 'aws_caller_identity' ? textIn(values, 'account_id') : owner;
    const ownRegion = type === 'aws_region' ? textIn(values, 'region') || textIn(values, 'name') : region;
    places.set(provider, { ...placeOf(textIn(values, 'partition') || partition, account, ownRegion), ...places.get(provider) });
  }
}

const placeOf = (partition: string, account: string, region: string): Partial<Whereabouts> => ({
  ...(partition !== '' && { partition }),
  ...(/^\d{12}$/.test(account) && { account }),
  ...(region !== '' && { region }),
});
