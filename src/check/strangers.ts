import { asList } from '../policy/key-policy';
import { isJsonObject, type Json, type JsonObject } from '../policy/policy-json';
import type { RequestContext } from '../proof/evaluator/access-request';
import { parseOperator } from '../proof/evaluator/condition-operators';
import { viewsIn, type StatementView } from '../proof/plan/statement-view';

/** Somebody whom a statement lets in, as a caller who shows all that its conditions ask for. */
export interface Stranger {
  /** ARN of a role or user, or the name of a service. */
  readonly principal: string;
  readonly context: RequestContext;
  /** Who it is, as the statement has it. */
  readonly words: string;
}

type Condition = StatementView['conditions'][number];

/** Keys that follow from who calls. */
const [PRINCIPAL_ARN, PRINCIPAL_ACCOUNT, CALLER_ACCOUNT] = ['aws:principalarn', 'aws:principalaccount', 'kms:calleraccount'];
const OF_CALLER: readonly (string | undefined)[] = [
  PRINCIPAL_ARN,
  PRINCIPAL_ACCOUNT,
  CALLER_ACCOUNT,
  'aws:principaltype',
  'aws:principalisawsservice',
  'aws:userid',
];

/**
 * Everybody whom an Allow lets in, each as one caller. Who is federated calls nothing that is decided here.
 *
 * @param nobody an account that has nothing to do with anybody
 */
export function strangersIn(statement: JsonObject, partition: string, nobody: string): readonly Stranger[] {
  const [view] = viewsIn([{ Statement: statement }]);
  if (view === undefined || statement['Effect'] !== 'Allow') return [];
  const { Principal, NotPrincipal } = statement;
  const context = contextFor(view.conditions);
  const services = isJsonObject(Principal) ? texts(Principal['Service']) : [];
  const shown = withConditions(view.conditions);
  const role = (account: string): string => `arn:${partition}:iam::${account}:role/Anybody`;
  const everybody = (): readonly Stranger[] => {
    const patterns = wanted(view.conditions, PRINCIPAL_ARN);
    if (patterns.length > 0) return patterns.map((pattern) => ({ principal: filledArn(pattern, nobody), context, words: pattern }));
    const accounts = [...wanted(view.conditions, PRINCIPAL_ACCOUNT), ...wanted(view.conditions, CALLER_ACCOUNT)];
    if (accounts.length > 0) return accounts.map((account) => ({ principal: role(account), context, words: `the account ${account}` }));
    return [{ principal: role(nobody), context, words: `everybody${shown}` }];
  };
  const named = (name: string): readonly Stranger[] => {
    if (name === '*') return everybody();
    const account = /^\d{12}$/.test(name) ? name : (/^arn:[^:]+:iam::(\d{12}):root$/.exec(name)?.[1] ?? '');
    if (account === '') return name.startsWith('arn:') ? [{ principal: name, context, words: name }] : [];
    const patterns = wanted(view.conditions, PRINCIPAL_ARN);
    if (patterns.length === 0) return [{ principal: role(account), context, words: `the account ${account}${shown}` }];
    return patterns.flatMap((pattern): readonly Stranger[] => {
      const principal = filledArn(pattern, account);
      return principal.split(':')[4] === account ? [{ principal, context, words: pattern }] : [];
    });
  };
  return [
    ...(NotPrincipal === undefined ? [] : everybody()),
    ...view.principals.flatMap(named),
    ...services.map((service): Stranger => ({ principal: service, context, words: `the service ${service}${shown}` })),
  ];
}

const texts = (value: Json | undefined): readonly string[] => asList(value).filter((one) => typeof one === 'string');

/** Values that a key must have one of. */
const wanted = (conditions: readonly Condition[], key: string | undefined): readonly string[] =>
  conditions.filter((one) => one.key.toLowerCase() === key && isAsked(one)).flatMap(({ values }) => values);

/** Whether a condition asks for a value at all: others hold where there is none. */
function isAsked({ operator }: Condition): boolean {
  const spelled = parseOperator(operator);
  return spelled !== undefined && !spelled.ifExists && spelled.quantifier !== 'all' && spelled.name !== 'Null' && !/Not/.test(spelled.name);
}

/** A context that conditions hold for, as far as they can be met by a value of theirs. */
function contextFor(conditions: readonly Condition[]): RequestContext {
  const asked = conditions.filter((one) => isAsked(one) && !OF_CALLER.includes(one.key.toLowerCase()));
  const present = conditions.filter(
    ({ operator, values, key }) => operator === 'Null' && values.includes('false') && !OF_CALLER.includes(key.toLowerCase()),
  );
  const pairs = asked.map(({ operator, key, values }): readonly [string, string | readonly string[]] => {
    const { name = '', quantifier } = parseOperator(operator) ?? {};
    const value = fitting(name, values[0] ?? '');
    return [key, quantifier === 'any' ? [value] : value];
  });
  return Object.fromEntries([...present.map(({ key }) => [key, 'x'] as const), ...pairs]);
}

const DAY = 86_400_000;

/** A value that an operator takes for one of its own. */
function fitting(operator: string, value: string): string {
  if (operator === 'IpAddress') return value.split('/')[0] ?? value;
  const step = operator.endsWith('LessThan') ? -1 : operator.endsWith('GreaterThan') ? 1 : 0;
  if (operator.startsWith('Numeric')) return String(Number(value) + step);
  if (operator.startsWith('Date') && step !== 0)
    return new Date((/^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value)) + step * DAY).toISOString();
  return filled(value);
}

const filled = (pattern: string): string => pattern.replaceAll('*', 'x').replaceAll('?', 'x');

/** An ARN that fits a pattern, in an account. */
function filledArn(pattern: string, account: string): string {
  const [arn = '', partition = '', service = '', region = '', owner = '', ...rest] = pattern.split(':');
  return [arn, filled(partition), filled(service), region, owner.includes('*') ? account : owner, filled(rest.join(':'))].join(':');
}

/** What conditions ask for, in a few words. */
function withConditions(conditions: readonly Condition[]): string {
  const asked = conditions.filter(isAsked).map(({ key, values }) => `${key} ${values.join(' or ')}`);
  return asked.length === 0 ? '' : ` with ${asked.join(' and ')}`;
}
