import { accountOf } from '../../doctor/scene';
import { isUniqueId } from '../../policy/gone-principals';
import { asList } from '../../policy/key-policy';
import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';
import type { RequestContext } from '../../proof/evaluator/access-request';
import { viewsIn } from '../../proof/plan/statement-view';
import { ANY_ACCOUNT, shapedText } from './shaped-text';
import { filled, shownFor, spokenOf, type Condition, type ShownValue } from './shown-values';

/** Somebody whom a statement may let in, as a caller who shows what its conditions ask for. */
export interface Stranger {
  /** ARN of a role or user, its unique id, or the name of a service. */
  readonly principal: string;
  readonly context: RequestContext;
  /** Who it is, as the statement has it. */
  readonly words: string;
}

/** Where strangers are looked for. */
export interface Surroundings {
  readonly partition: string;
  /** An account that has nothing to do with anybody. */
  readonly nobody: string;
  /** Statements that change: whom and what they speak of is tried too. */
  readonly changed: readonly JsonObject[];
}

type Caller = Pick<Stranger, 'principal' | 'words'>;

/** Keys that follow from who calls. */
const OF_CALLER = [
  'aws:principalarn',
  'aws:principalaccount',
  'kms:calleraccount',
  'aws:principalisawsservice',
  'aws:principalservicename',
];
/** Keys that say how a key is called, not by whom. */
const isOfCall = ({ key }: Condition): boolean => /^aws:(SecureTransport|RequestedRegion)$/i.test(key);
const isOfCaller = ({ key }: Condition): boolean => OF_CALLER.includes(key.toLowerCase());

/** Callers whom an Allow may let in, by what it says and by what changes beside it. Who is federated calls nothing that is decided here. */
export function strangersIn(statement: JsonObject, { partition, nobody, changed }: Surroundings): readonly Stranger[] {
  if (statement['Effect'] !== 'Allow') return [];
  const shown = shownFor(conditionsOf(statement).filter((one) => !isOfCaller(one)));
  const others = changed.filter((one) => one !== statement);
  const spoken = others.flatMap((one) =>
    conditionsOf(one)
      .filter((condition) => !isOfCaller(condition) && !isOfCall(condition))
      .flatMap(spokenOf),
  );
  const shows = shown.flatMap((values) => [values, ...spoken.map((one) => [...values.filter(({ key }) => !isSame(key, one.key)), one])]);
  return callersIn(statement, others, partition, nobody).flatMap(({ principal, words }) =>
    shows.map((values) => ({
      principal,
      context: Object.fromEntries(values.map(({ key, value }) => [key.toLowerCase(), value])),
      words: `${words}${inWords(values)}`,
    })),
  );
}

const conditionsOf = (statement: JsonObject): readonly Condition[] =>
  viewsIn([{ Statement: statement }]).flatMap(({ conditions }) => conditions);

const isSame = (key: string, other: string): boolean => key.toLowerCase() === other.toLowerCase();

const inWords = (values: readonly ShownValue[]): string =>
  values.length === 0 ? '' : ` with ${values.map(({ key, wanted }) => `${key} ${wanted}`).join(' and ')}`;

function callersIn(statement: JsonObject, others: readonly JsonObject[], partition: string, nobody: string): readonly Caller[] {
  const all = [statement, ...others];
  const role = (account: string): string => `arn:${partition}:iam::${account}:role/Anybody`;
  const everybody = (): readonly Caller[] => [
    { principal: role(nobody), words: 'everybody' },
    ...all.flatMap((one) => spokenCallers(one, role, [...shapes(partition, nobody), ...shapes(partition, ANY_ACCOUNT)])),
  ];
  const named = (name: string): readonly Caller[] => {
    if (name === '*') return everybody();
    const account = accountNamed(name);
    if (account === undefined) return callersNamed(name, role);
    return [
      ...callersNamed(name, role),
      ...all
        .flatMap((one) => spokenCallers(one, role, shapes(partition, account)))
        .filter(({ principal }) => principal !== role(account) && accountOf(principal) === account),
    ];
  };
  const { Principal, NotPrincipal } = statement;
  return [...(NotPrincipal === undefined ? [] : everybody()), ...principalsOf(Principal).flatMap(named), ...servicesOf(Principal)];
}

/** The number of an account, where a name stands for a whole one. */
const accountNamed = (name: string): string | undefined => /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(name)?.[1];

/** An account stands for one of its roles. An id that is newly named may be anybody's: AWS takes it as long as somebody has it. */
function callersNamed(name: string, role: (account: string) => string): readonly Caller[] {
  const account = accountNamed(name);
  if (account !== undefined) return [{ principal: role(account), words: `the account ${account}` }];
  if (isUniqueId(name)) return [{ principal: name, words: `whoever has the id ${name}` }];
  return name.startsWith('arn:') ? [{ principal: name, words: name }] : [];
}

/** What ARNs of callers look like, the usual ones first. */
const shapes = (partition: string, account: string): readonly string[] => [
  `arn:${partition}:iam::${account}:role/*`,
  `arn:${partition}:iam::${account}:user/*`,
  `arn:${partition}:iam::${account}:root`,
  `arn:${partition}:sts::${account}:federated-user/*`,
];

/** Whom a statement speaks of, whether it allows or denies, means them or everybody else. */
function spokenCallers(statement: JsonObject, role: (account: string) => string, among: readonly string[]): readonly Caller[] {
  const { Principal, NotPrincipal } = statement;
  return [
    ...[...principalsOf(Principal), ...principalsOf(NotPrincipal)].flatMap((name) => callersNamed(name, role)),
    ...servicesOf(Principal),
    ...servicesOf(NotPrincipal),
    ...conditionsOf(statement).flatMap(({ key, values }): readonly Caller[] => {
      switch (key.toLowerCase()) {
        case 'aws:principalarn':
          return values.flatMap((words) => {
            const principal = among.map((shape) => shapedText(words, shape)).find((one) => one !== undefined);
            return principal === undefined ? [] : [{ principal, words }];
          });
        case 'aws:principalaccount':
        case 'kms:calleraccount':
          return values.flatMap((value) => shapedText(value, ANY_ACCOUNT) ?? []).flatMap((account) => callersNamed(account, role));
        case 'aws:principalisawsservice':
          return [{ principal: 'any.amazonaws.com', words: 'every service of AWS' }];
        case 'aws:principalservicename':
          return values.map((value) => service(filled(value)));
        default:
          return [];
      }
    }),
  ];
}

const service = (name: string): Caller => ({ principal: name, words: `the service ${name}` });
const servicesOf = (principals: Json | undefined): readonly Caller[] =>
  isJsonObject(principals) ? texts(principals['Service']).map(service) : [];
const principalsOf = (principals: Json | undefined): readonly string[] => texts(isJsonObject(principals) ? principals['AWS'] : principals);
const texts = (value: Json | undefined): readonly string[] => asList(value).filter((one) => typeof one === 'string');
