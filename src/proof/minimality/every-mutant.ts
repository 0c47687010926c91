import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';
import type { RenderedPolicies } from '../installation/rendered-installation';
import { ARN_SHAPES, RESOURCES_OF_ACTION } from '../linter/tables/known-actions';
import { places, policyAt, statementsOf, type PolicyMutant, type PolicyPlace } from './policy-mutants';

type Change = Pick<PolicyMutant, 'what' | 'allows' | 'change'>;

/** Sids that are not of a choice: what AWS puts into every key policy, and what stands for nothing. */
const FOREIGN: readonly Json[] = ['Enable IAM User Permissions', 'NothingChosen'];

/** Sids of statements without a guard: a role is assumed, and the type of a key is read, whatever else is chosen. */
const UNCONDITIONAL: readonly Json[] = ['AssumeRole', 'CadoResponseDescribeKey'];

/** Every mutant of rendered policies: each statement, action, resource, principal and condition taken away or widened in turn. */
export function everyMutant(rendered: RenderedPolicies): readonly PolicyMutant[] {
  return places(rendered).flatMap((policy) =>
    statementsOf(policyAt(rendered, policy) ?? { Statement: [] })
      .filter(({ Sid }) => Sid !== undefined && !FOREIGN.includes(Sid))
      .flatMap((statement) => mutantsOf(policy, statement)),
  );
}

/** Each statement there, whatever is chosen: its guard always holds. Noticed where it should not be there. */
export function alwaysThere(rendered: RenderedPolicies): readonly PolicyMutant[] {
  return places(rendered).flatMap((policy) =>
    statementsOf(policyAt(rendered, policy) ?? { Statement: [] })
      .filter(({ Sid, Effect }) => typeof Sid === 'string' && Effect === 'Allow' && !FOREIGN.includes(Sid) && !UNCONDITIONAL.includes(Sid))
      .map((added): PolicyMutant => ({
        policy,
        sid: typeof added['Sid'] === 'string' ? added['Sid'] : '',
        what: 'there, whatever is chosen',
        allows: 'more',
        change: (statement) => statement,
        added,
      })),
  );
}

function mutantsOf(policy: PolicyPlace, statement: JsonObject): readonly PolicyMutant[] {
  const isDeny = statement['Effect'] === 'Deny';
  const changes = [
    { what: 'gone', allows: isDeny ? 'more' : 'less', change: () => undefined } as const,
    ...(isDeny ? [] : [...narrowed(statement), ...widened(statement)]),
  ];
  return changes.map((change) => ({ policy, sid: typeof statement['Sid'] === 'string' ? statement['Sid'] : '', ...change }));
}

const listOf = (value: Json | undefined): readonly string[] => (value === undefined ? [] : ([value].flat() as readonly string[]));

/** One element of a list less, where there are several. */
function narrowed(statement: JsonObject): readonly Change[] {
  return [
    ...['Action', 'Resource'].flatMap((element) => withoutEach(statement, [element])),
    ...conditionLists(statement),
    ...principalLists(statement),
  ];
}

const conditionLists = (statement: JsonObject): readonly Change[] =>
  conditionsOf(statement).flatMap(([operator, key]) => withoutEach(statement, ['Condition', operator, key]));

const principalLists = ({ Principal, ...statement }: JsonObject): readonly Change[] =>
  isJsonObject(Principal) ? Object.keys(Principal).flatMap((kind) => withoutEach({ ...statement, Principal }, ['Principal', kind])) : [];

function withoutEach(statement: JsonObject, path: readonly string[]): readonly Change[] {
  const values = listOf(at(statement, path));
  if (values.length < 2) return [];
  return values.map((value) => ({
    what: `${path.at(-1) ?? ''} without ${value}`,
    allows: 'less',
    change: (one) => {
      const all = at(one, path);
      return all === undefined
        ? one
        : set(
            one,
            path,
            listOf(all).filter((other) => other !== value),
          );
    },
  }));
}

/** Each condition gone, and actions, resources and principals wider. */
function widened(statement: JsonObject): readonly Change[] {
  const services = [...new Set(listOf(statement['Action']).map((action) => action.split(':')[0]))];
  const isWholeResource = !('Resource' in statement) || listOf(statement['Resource']).includes('*') || isEveryOfItsType(statement);
  const principals = isJsonObject(statement['Principal']) ? statement['Principal'] : undefined;
  return [
    ...conditionsOf(statement).map(([operator, key]): Change => ({
      what: `without the condition ${operator} ${key}`,
      allows: 'more',
      change: (one) => withoutCondition(one, operator, key),
    })),
    ...services.map((service): Change => ({
      what: `with ${service}:*`,
      allows: 'more',
      change: (one) => ({ ...one, Action: [...listOf(one['Action']), `${service}:*`] }),
    })),
    ...(isWholeResource
      ? []
      : [{ what: 'on every resource', allows: 'more', change: (one) => ({ ...one, Resource: ['*'] }) } satisfies Change]),
    ...(principals === undefined
      ? []
      : [{ what: 'for everybody', allows: 'more', change: (one) => ({ ...one, Principal: { AWS: ['*'] } }) } satisfies Change]),
  ];
}

/** Whether the resources are all there are of the types that the actions know: then `*` is no wider. */
function isEveryOfItsType(statement: JsonObject): boolean {
  const resources = listOf(statement['Resource']).map((arn) => arn.replace(/^arn:[^:]+:/, 'arn:*:'));
  return listOf(statement['Action']).every((action) => {
    const types = RESOURCES_OF_ACTION.get(action.toLowerCase());
    return types?.every((type) => resources.includes(ARN_SHAPES[type])) ?? false;
  });
}

function conditionsOf(statement: JsonObject): readonly (readonly [operator: string, key: string])[] {
  const block = isJsonObject(statement['Condition']) ? statement['Condition'] : {};
  return Object.entries(block).flatMap(([operator, keys]) =>
    isJsonObject(keys) ? Object.keys(keys).map((key) => [operator, key] as const) : [],
  );
}

function withoutCondition(statement: JsonObject, operator: string, key: string): JsonObject {
  const block = isJsonObject(statement['Condition']) ? statement['Condition'] : {};
  const kept = Object.entries(block).flatMap(([name, keys]) => {
    const left = Object.entries(keys as JsonObject).filter(([other]) => name !== operator || other !== key);
    return left.length === 0 ? [] : [[name, Object.fromEntries(left)] as const];
  });
  return { ...statement, Condition: Object.fromEntries(kept) };
}

function at(value: Json, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, name) => (isJsonObject(inner) ? inner[name] : undefined), value);
}

function set(object: JsonObject, [name = '', ...rest]: readonly string[], value: Json): JsonObject {
  const inner = object[name];
  return { ...object, [name]: rest.length === 0 || !isJsonObject(inner) ? value : set(inner, rest, value) };
}
