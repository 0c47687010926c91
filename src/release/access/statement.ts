import { isJsonObject, type Json, type JsonObject, plainText } from '../../policy/policy-json';
import { covers } from '../../policy/globs';

/** A condition of a statement: values are alternatives, or what a set is compared with. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A statement of a policy, read for comparing. Lists of what it names; `!` before one that names all but these. */
export interface Statement {
  readonly sid: string;
  readonly effect: string;
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly Condition[];
}

/** One thing that a statement lets somebody do, or denies: one of each list, and single values where those are alternatives. */
export interface Permission {
  readonly sid: string;
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly conditions: readonly Condition[];
}

/** The statements of policies. */
export const statementsOf = (policies: readonly JsonObject[]): readonly Statement[] =>
  policies.flatMap((policy) => listOf(policy['Statement']).filter(isJsonObject).map(read));

const listOf = (value: Json | undefined): readonly Json[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly Json[]) : [value];
const texts = (value: Json | undefined): readonly string[] => listOf(value).map(String).toSorted();

function read(json: JsonObject): Statement {
  const condition = json['Condition'];
  return {
    sid: typeof json['Sid'] === 'string' ? json['Sid'] : '',
    effect: plainText(json['Effect']),
    principals: named(json, 'Principal', (value) => principalNames(value)),
    actions: named(json, 'Action', texts),
    resources: named(json, 'Resource', texts),
    conditions: Object.entries(isJsonObject(condition) ? condition : {}).flatMap(([operator, block]) =>
      Object.entries(isJsonObject(block) ? block : {}).map(([key, values]) => ({ operator, key, values: texts(values) })),
    ),
  };
}

function named(json: JsonObject, element: string, names: (value: Json) => readonly string[]): readonly string[] {
  const [plain, negated] = [json[element], json[`Not${element}`]];
  return [...(plain === undefined ? [] : names(plain)), ...(negated === undefined ? [] : [`!${names(negated).join(' ')}`])];
}

/** An account by number is its root. */
const account = (name: string): string => (/^\d{12}$/.test(name) ? `arn:aws:iam::${name}:root` : name);

function principalNames(value: Json): readonly string[] {
  if (!isJsonObject(value)) return texts(value).map((name) => `AWS ${name}`);
  return Object.entries(value).flatMap(([type, names]) => texts(names).map((name) => `${type} ${type === 'AWS' ? account(name) : name}`));
}

/** Operators whose values are alternatives, one of which must match one value of the request. */
const ALTERNATIVES =
  /^(String(Equals|Like|EqualsIgnoreCase)|Arn(Equals|Like)|Bool|BinaryEquals|NumericEquals|DateEquals|IpAddress|Null)(IfExists)?$/;

/** Everything that a statement names, one by one. */
export function permissionsOf({ sid, principals, actions, resources, conditions }: Statement): readonly Permission[] {
  const alternatives = conditions.reduce<readonly (readonly Condition[])[]>(
    (all, condition) => {
      const each = ALTERNATIVES.test(condition.operator)
        ? condition.values.map((value) => ({ ...condition, values: [value] }))
        : [condition];
      return all.flatMap((chosen) => each.map((one) => [...chosen, one]));
    },
    [[]],
  );
  const some = (names: readonly string[]): readonly string[] => (names.length === 0 ? [''] : names);
  return some(principals).flatMap((principal) =>
    some(actions).flatMap((action) =>
      some(resources).flatMap((resource) => alternatives.map((chosen) => ({ sid, principal, action, resource, conditions: chosen }))),
    ),
  );
}

/** Whether a statement names all of a permission: it asks for no condition that the permission does not ask for too. */
export function coversPermission(statement: Statement, { principal, action, resource, conditions }: Permission): boolean {
  return (
    namesPrincipal(statement.principals, principal) &&
    namesAny(statement.actions.map(lower), lower(action)) &&
    namesAny(statement.resources, resource) &&
    statement.conditions.every((wanted) => conditions.some((given) => implies(given, wanted)))
  );
}

const lower = (text: string): string => text.toLowerCase();

function namesAny(patterns: readonly string[], name: string): boolean {
  if (patterns.length === 0 || name === '') return patterns.length === 0 && name === '';
  return patterns.some((pattern) => pattern === name || (!pattern.startsWith('!') && !name.startsWith('!') && covers(pattern, name)));
}

function namesPrincipal(principals: readonly string[], name: string): boolean {
  if (principals.length === 0 || name === '') return principals.length === 0 && name === '';
  return principals.some((principal) => principal === name || (principal === 'AWS *' && !name.startsWith('!')));
}

/** Whether every request that fits one condition fits the other. */
export function implies(given: Condition, wanted: Condition): boolean {
  if (lower(given.key) !== lower(wanted.key)) return false;
  const [one, other] = [partsOf(given), partsOf(wanted)];
  if (one.set !== other.set || (one.ifExists && !other.ifExists)) return false;
  if (one.negated !== other.negated || !isWithin(one.base, other.base)) return false;
  const isPattern = /Like$|^Arn/.test(other.base);
  const matches = (pattern: string, value: string): boolean => pattern === value || (isPattern && covers(pattern, value));
  // A negated condition holds for what matches none of its values, so the fewer it has the more it lets through.
  return one.negated
    ? wanted.values.every((value) =>
        given.values.some((pattern) => pattern === value || (/Like$|^Arn/.test(one.base) && covers(pattern, value))),
      )
    : given.values.every((value) => wanted.values.some((pattern) => matches(pattern, value)));
}

function partsOf({ operator, values }: Condition): {
  readonly set: string;
  readonly base: string;
  readonly negated: boolean;
  readonly ifExists: boolean;
} {
  const [, set = '', rest = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(operator) ?? [];
  const negated = /Not(Equals|Like|IpAddress)|^NotIpAddress/.test(rest);
  const base = rest.replace('Not', '');
  // Without a wildcard StringLike says what StringEquals says.
  const isPlain = base === 'StringLike' && !values.some((value) => /[*?$]/.test(value));
  return { set, base: isPlain ? 'StringEquals' : base, negated, ifExists: ifExists !== undefined };
}

/** Whether what one operator matches the other matches too, for the same values. `ArnEquals` and `ArnLike` are one. */
function isWithin(one: string, other: string): boolean {
  const plain = (base: string): string => (base === 'ArnEquals' ? 'ArnLike' : base);
  return plain(one) === plain(other) || (one === 'StringEquals' && (other === 'StringLike' || other === 'StringEqualsIgnoreCase'));
}
