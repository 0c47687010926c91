import { isJsonObject, type JsonObject } from '../../src/policy/policy-json';
import type { PlannedModule } from '../../src/proof/plan/planned-modules';

/** One condition of one statement of a module. */
export interface ConditionPlace {
  readonly module: string;
  readonly sid: string;
  readonly operator: string;
  readonly key: string;
}

const policiesOf = ({ policies, trust }: PlannedModule): readonly JsonObject[] => [
  ...Object.values(policies),
  ...(trust === undefined ? [] : [trust]),
];
const statementsOf = (policy: JsonObject): readonly JsonObject[] => [policy['Statement'] ?? []].flat().filter(isJsonObject);
const objectOf = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});

/** Every condition of the modules' statements, each once. */
export function conditionPlaces(modules: readonly PlannedModule[]): readonly ConditionPlace[] {
  const all = modules.flatMap((module) =>
    policiesOf(module)
      .flatMap(statementsOf)
      .flatMap((statement) =>
        Object.entries(objectOf(statement['Condition'])).flatMap(([operator, keys]) =>
          Object.keys(objectOf(keys)).map((key): ConditionPlace => ({
            module: module.name,
            sid: typeof statement['Sid'] === 'string' ? statement['Sid'] : '',
            operator,
            key,
          })),
        ),
      ),
  );
  return [...new Map(all.map((place) => [JSON.stringify(place), place])).values()];
}

/** The module without a condition; nothing where it has none. */
export function withoutCondition(module: PlannedModule, place: ConditionPlace): PlannedModule | undefined {
  if (module.name !== place.module || !policiesOf(module).some((policy) => statementsOf(policy).some((statement) => has(statement, place))))
    return undefined;
  return {
    ...module,
    policies: Object.fromEntries(Object.entries(module.policies).map(([key, policy]) => [key, without(policy, place)])),
    ...(module.trust !== undefined && { trust: without(module.trust, place) }),
  };
}

function has(statement: JsonObject, { sid, operator, key }: ConditionPlace): boolean {
  return statement['Sid'] === sid && key in objectOf(objectOf(statement['Condition'])[operator]);
}

function without(policy: JsonObject, place: ConditionPlace): JsonObject {
  return { ...policy, Statement: statementsOf(policy).map((statement) => (has(statement, place) ? changed(statement, place) : statement)) };
}

function changed(statement: JsonObject, { operator, key }: ConditionPlace): JsonObject {
  const conditions = objectOf(statement['Condition']);
  const left = Object.fromEntries(Object.entries(objectOf(conditions[operator])).filter(([other]) => other !== key));
  return { ...statement, Condition: { ...conditions, [operator]: left } };
}
