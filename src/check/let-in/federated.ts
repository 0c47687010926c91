import type { GivenPolicy } from '../../estate/estate';
import { covers } from '../../policy/globs';
import { asList, statementsOf } from '../../policy/key-policy';
import { isJsonObject, type JsonObject } from '../../policy/policy-json';
import { parseOperator } from '../../proof/evaluator/condition-operators';
import { viewsIn } from '../../proof/plan/statement-view';
import { nameOf, type LetIn } from './newly-let-in';
import type { Condition } from './shown-values';

/** A provider of identities whom a statement lets act as its role. */
interface Federation {
  readonly provider: string;
  readonly conditions: readonly Condition[];
  readonly statement: JsonObject;
}

/** With these, identities of a provider act as a role. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html */
const ACTIONS = ['sts:assumerolewithwebidentity', 'sts:assumerolewithsaml'];

/** Providers of identities that a role newly trusts, and those of which it newly lets in identities that it refused. */
export function federatedIn(before: GivenPolicy | undefined, after: GivenPolicy): readonly LetIn[] {
  const old = before === undefined ? [] : federationsOf(before);
  return federationsOf(after)
    .filter((now) => !old.some((was) => was.provider === now.provider && was.conditions.every((one) => isKept(one, now.conditions))))
    .map(({ provider, conditions, statement }) => ({
      words: inWords(provider, conditions),
      principal: provider,
      context: {},
      rights: ['act as the role'],
      statement: nameOf(statement, after),
      policy: after.name,
    }));
}

function federationsOf({ json }: GivenPolicy): readonly Federation[] {
  return statementsOf(json).flatMap((statement) => {
    if (!isJsonObject(statement) || statement['Effect'] !== 'Allow' || !isJsonObject(statement['Principal'])) return [];
    const views = viewsIn([{ Statement: statement }]);
    const patterns = views.flatMap(({ actions }) => actions).map((action) => action.toLowerCase());
    if (patterns.length > 0 && !patterns.some((pattern) => ACTIONS.some((action) => covers(pattern, action)))) return [];
    const conditions = views.flatMap((view) => view.conditions);
    return asList(statement['Principal']['Federated']).flatMap((provider) =>
      typeof provider === 'string' ? [{ provider, conditions, statement }] : [],
    );
  });
}

/** Whether conditions still ask for what one asked for, or for less of it. */
function isKept(was: Condition, now: readonly Condition[]): boolean {
  const { name = '', quantifier, ifExists } = parseOperator(was.operator) ?? {};
  return now
    .filter(({ key }) => key.toLowerCase() === was.key.toLowerCase())
    .some(({ operator, values }) => {
      if (operator === was.operator && /Not/.test(name)) return was.values.every((value) => values.includes(value));
      const spelled = parseOperator(operator);
      const isAsStrict = spelled?.quantifier === quantifier && (spelled?.ifExists === false || ifExists === true);
      const isWanted = (value: string): boolean =>
        was.values.some((old) => (name === 'StringLike' || name.startsWith('Arn') ? covers(old, value) : old === value));
      const isComparable =
        operator === was.operator || ['StringEquals', name].includes(spelled?.name ?? '') || isLiteral(spelled?.name, values);
      return isAsStrict && isComparable && values.every(isWanted);
    });
}

/** A pattern without wildcards asks for one text. */
const isLiteral = (operator: string | undefined, values: readonly string[]): boolean =>
  operator === 'StringLike' && !values.some((value) => /[*?]/.test(value));

/** Without a subject, identities are anybody's. */
function inWords(provider: string, conditions: readonly Condition[]): string {
  const subjects = conditions.filter(({ key, operator }) => /:sub$/i.test(key) && !/Not|IfExists|Null/.test(operator));
  const isLimited = subjects.some(({ values }) => !values.includes('*'));
  if (!isLimited) return `any identity of ${provider}`;
  return `identities of ${provider} with ${subjects.map(({ key, values }) => `${key} ${values.join(' or ')}`).join(' and ')}`;
}
