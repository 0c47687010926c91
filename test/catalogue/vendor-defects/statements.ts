import { isJsonObject } from '../../../src/policy/policy-json';
import { covers } from '../../../src/policy/globs';
import type { AnyStatement } from '../../support/policy-evaluator';
import { LEFT_WIDE, RESOURCES, TYPE_OF_ARN, WITHOUT_RESOURCE, type ResourceType } from '../../support/resource-types';

/** D4: a policy without a version is read as one of 2008, in which policy variables are plain text. */
export function showsNoVersion(policy: unknown): readonly string[] {
  return isJsonObject(policy) && policy['Version'] === '2012-10-17' ? [] : ['no Version 2012-10-17'];
}

const isOf = (type: ResourceType, arn: string): boolean => TYPE_OF_ARN[type].test(arn);
const asksForResource = ({ Condition = {} }: AnyStatement): boolean =>
  Object.values(Condition).some((keys) => Object.keys(keys).some((key) => /^(aws|ec2):Resource/.test(key)));

/** D10: actions on resources that they do not know, and on everything where they know resources. */
export function showsWrongResources(statements: readonly AnyStatement[]): readonly string[] {
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
  const resourcesOf = (action: string): readonly string[] =>
    allowed.filter(({ Action }) => Action.includes(action)).flatMap(({ Resource = [] }) => Resource);
  return [
    ...allowed.flatMap(statementFindings),
    ...[...new Set(allowed.flatMap(({ Action }) => Action))].flatMap((action) => {
      const missing = (RESOURCES[action]?.all ?? []).filter((type) => !resourcesOf(action).some((arn) => arn === '*' || isOf(type, arn)));
      return missing.map((type) => `${action} names no ${type}`);
    }),
  ];
}

function statementFindings(statement: AnyStatement): readonly string[] {
  const { Action, Resource = [] } = statement;
  const known = Action.flatMap((action) => [...(RESOURCES[action]?.all ?? []), ...(RESOURCES[action]?.also ?? [])]);
  const strays = Resource.filter((arn) => arn !== '*' && !known.some((type) => isOf(type, arn)));
  return [...Action.flatMap((action) => actionFindings(action, statement)), ...strays.map((arn) => `${arn} serves no action beside it`)];
}

function actionFindings(action: string, statement: AnyStatement): readonly string[] {
  const { Resource = [] } = statement;
  if (WITHOUT_RESOURCE.has(action)) {
    return [
      ...(Resource.join(' ') === '*' ? [] : [`${action} knows no resource`]),
      ...(asksForResource(statement) ? [`${action} under a condition on its resource`] : []),
    ];
  }
  if (LEFT_WIDE.has(action)) return Resource.join(' ') === '*' ? [] : [`${action} is tied to a resource it may not know`];
  const known = RESOURCES[action];
  if (known === undefined) return [`${action} is not in the table of resources`];
  if (Resource.includes('*')) return [`${action} on everything`];
  const types = [...known.all, ...(known.also ?? [])];
  return Resource.some((arn) => types.some((type) => isOf(type, arn))) ? [] : [`${action} on resources that it does not know`];
}

const conditionsOf = ({ Condition = {} }: AnyStatement): readonly string[] =>
  Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => JSON.stringify([operator, key, values])),
  );

const speaksOfAll = (wide: AnyStatement, narrow: AnyStatement): boolean =>
  (narrow.Resource ?? []).every((inner) => (wide.Resource ?? []).some((outer) => covers(outer, inner)));

/** D14: an action under a condition, and again on the same resources with fewer conditions, which voids the first. */
export function showsVoidConditions(statements: readonly AnyStatement[]): readonly string[] {
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
  return allowed.flatMap((strict) =>
    allowed.flatMap((loose) => {
      const [more, fewer] = [conditionsOf(strict), conditionsOf(loose)];
      const isLooser = fewer.length < more.length && fewer.every((condition) => more.includes(condition));
      return isLooser && speaksOfAll(loose, strict) ? strict.Action.filter((action) => loose.Action.includes(action)) : [];
    }),
  );
}

/** D15: ARNs of one partition in a policy of another. */
export function showsForeignPartition(statements: readonly AnyStatement[], partition: string): readonly string[] {
  const text = JSON.stringify(statements);
  return [...text.matchAll(/arn:(aws[a-z-]*|\*):[^"]*/g)].filter(([, found]) => found !== partition).map(([arn]) => arn);
}
