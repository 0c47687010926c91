import { KMS_KEY_POLICY_OWN_STATEMENTS as OWN } from '../../catalogue/kms-key-policy/own-statements';
import { statementsOf } from '../../policy/key-policy';
import { isJsonObject, type JsonObject } from '../../policy/policy-json';
import type { Call } from '../../proof/claims/call';
import type { StatementReference } from '../../proof/evaluator/verdict';
import { viewsIn, type StatementView } from '../../proof/plan/statement-view';
import { statementInWords } from '../../proof/verdict-words';
import type { Decision } from '../decide';
import { isOnKeyOfNobody, roleOf } from '../examined-key';
import type { GivenPolicy } from '../../estate/estate';
import { actionsOf } from './report-paths';
import { some } from './report-lines';
import { inputsLacking } from './inputs-lacking';
import { inWords } from './sample-names';
import { throughInWords } from './words';
import type { Scene } from '../scene';

const MOST_SHOWN = 6;

/** What the owner of a policy that blocks can do about it. @param decisions blocked for one reason */
export function adviceFor(scene: Scene, decisions: readonly Decision[]): string {
  const [first] = decisions;
  if (first === undefined) return '';
  const { verdict, call, unusable } = first;
  if (unusable !== undefined) return unusable.mend;
  if (verdict.outcome === 'denied explicitly') return adviceForDeny(scene, decisions);
  if (isTrust(call) && verdict.nearest?.element.startsWith('Condition.') === true) return adviceForTrust(first);
  if (isTrust(call) && isOfNobody(scene, decisions)) return NOBODY_NAMED;
  const actions = some(actionsOf(decisions), MOST_SHOWN);
  const calls = `${actions}${throughInWords(decisions)}`;
  const roles = inWords(principalsOf(decisions).join(' and '));
  const resources = some([...new Set(decisions.map(({ request }) => inWords(request.resource)))], MOST_SHOWN);
  switch (verdict.missing) {
    case 'service control':
      return `Let a service control policy of the account allow ${actions}`;
    case 'resource control':
      return `Let the resource control policies of the organisation allow ${actions}`;
    case 'boundary':
      return boundariesOfAws(scene, decisions)
        ? `AWS manages the permissions boundary of ${roles}, and nobody else can change it: give ${roles} one of your own that allows ${actions} on ${resources}`
        : `Let the permissions boundary of ${roles} allow ${actions} on ${resources}`;
    case 'resource':
      return isTrust(call)
        ? `Let the trust policy of ${resources} name ${roles}`
        : `No statement of the modules helps: the owner of ${resources} has to allow ${calls} for ${roles} in its policy, by a statement of the owner's own`;
    default:
      if (isOfNobody(scene, decisions)) return NOBODY_NAMED;
      return decisions.every((one) => isOnKeyOfNobody(scene, one.call))
        ? NO_KEY_NAMED
        : `No statement of the modules helps: a policy of ${roles} has to allow ${calls} on ${resources}`;
  }
}

const NOBODY_NAMED = 'Nothing tells which role the platform has. Give --platform-role, so that a statement can name it';
const NO_KEY_NAMED = 'Nothing tells which key the evidence is under. Give --key-arn, so that a statement can name it';

const principalsOf = (decisions: readonly Decision[]): readonly string[] => [...new Set(decisions.map(({ request }) => request.principal))];
const isTrust = ({ on }: Call): boolean => typeof on === 'object' && 'role' in on;
/** Whether a call names an account that nobody named, but by the key that it is on. */
const isOfNobody = (scene: Scene, decisions: readonly Decision[]): boolean =>
  decisions.some(({ call, request: { principal, resource, context } }) => {
    const text = JSON.stringify([principal, context, isOnKeyOfNobody(scene, call) ? '' : resource]);
    return scene.madeUp.some((account) => text.includes(account));
  });

/** The condition is its owner's control: it stays, and what it asks for is shown, or corrected there. */
function adviceForTrust({ verdict, request }: Decision): string {
  const { nearest } = verdict;
  if (nearest === undefined) return '';
  const [, operator = '', key = ''] = /^Condition\.([^.]*)\.(.*)$/s.exec(nearest.element) ?? [];
  const start = `${statementInWords(nearest.statement)} lets ${request.principal} in`;
  if (key.toLowerCase() === 'aws:multifactorauthpresent')
    return `${start} with MFA, and a role that software acts as has none. Take ${key} out there; an external id is what keeps others out`;
  const has = nearest.actual === undefined ? 'shows none' : `shows ${nearest.actual.join(', ')}`;
  const option = key === 'sts:ExternalId' ? '--external-id' : key === 'aws:PrincipalOrgID' ? '--organization-id' : `--context ${key}=VALUE`;
  const wanted = operator === 'Null' ? (nearest.wanted.includes('true') ? 'absent' : 'there') : some(nearest.wanted, MOST_SHOWN);
  return `${start} where ${key} is ${wanted}, and the platform ${has}. Correct the value there, in that statement; or say what the platform shows, with ${option}. No statement is added beside it, since that would throw its condition away`;
}

const boundariesOfAws = (scene: Scene, decisions: readonly Decision[]): boolean =>
  decisions.every(({ call }) => roleOf(scene, call.by)?.boundary?.isOfAws === true);

/** A given policy by the name that verdicts have. */
function policyNamed({ subject }: Scene, name: string): GivenPolicy | undefined {
  const { key, platform, target, serviceControl, resourceControl = [] } = subject;
  const policies: readonly (GivenPolicy | undefined)[] = [
    key?.policy,
    ...[platform, target].flatMap((role) => [role?.trust, role?.boundary, ...(role?.identity?.given ?? [])]),
    ...serviceControl,
    ...resourceControl,
  ];
  return policies.find((one) => one?.name === name);
}

/** A statement of a given policy, by reference. */
function statementOf(scene: Scene, { policy, index }: StatementReference): JsonObject | undefined {
  const found = policyNamed(scene, policy);
  const statement = found === undefined ? undefined : statementsOf(found.json)[index];
  return isJsonObject(statement) ? statement : undefined;
}

/** Keys by which statements say who calls. */
const WHO = /^(aws:PrincipalArn|aws:PrincipalAccount|kms:CallerAccount|aws:PrincipalOrg(ID|Paths)|aws:PrincipalTag\/.*|aws:userid)$/i;

function adviceForDeny(scene: Scene, decisions: readonly Decision[]): string {
  const [denied] = decisions[0]?.verdict.because ?? [];
  if (denied === undefined) return 'A Deny wins over every Allow';
  if (isOfNobody(scene, decisions)) return NOBODY_NAMED;
  const name = statementInWords(denied);
  if (policyNamed(scene, denied.policy)?.isOfAws === true)
    return `A Deny wins over every Allow, and AWS manages ${denied.policy}, which nobody else can change: take it from ${principalsOf(decisions).join(' and ')}`;
  const statement = statementOf(scene, denied);
  const [view] = statement === undefined ? [] : viewsIn([{ Statement: [statement] }]);
  const lacking = view === undefined ? [] : lackingValues(view, decisions);
  if (denied.sid !== undefined && Object.hasOwn(OWN, denied.sid) && denied.kind === 'resource')
    return `${name} is ours: run cado-kms-key-policy again with ${inputsLacking(view, lacking)}`;
  if (lacking.length > 0)
    return `A Deny wins over every Allow. Add ${lacking.map(({ key, values }) => `${values.join(', ')} to ${key}`).join(' and ')} in ${name}`;
  return exemption(name, view, principalsOf(decisions));
}

/** Conditions of a Deny that hold because a value is not in their lists, with the values that are not. */
function lackingValues(
  view: StatementView,
  decisions: readonly Decision[],
): readonly { readonly key: string; readonly values: readonly string[] }[] {
  return view.conditions.flatMap(({ operator, key, values }) => {
    if (!/Not(Equals|Like)/.test(operator) || WHO.test(key)) return [];
    const shown = decisions.map(({ request: { context = {} } }) =>
      Object.entries(context).flatMap(([name, value]) => (name.toLowerCase() === key.toLowerCase() ? value : [])),
    );
    // A call without the key is denied whatever values there are.
    if (shown.some((found) => found.length === 0)) return [];
    // Ids of claims stand for any, and adding them would mend nothing.
    const lacking = [...new Set(shown.flat())].filter((value) => !values.includes(value) && inWords(value) === value);
    return lacking.length === 0 ? [] : [{ key, values: lacking }];
  });
}

function exemption(name: string, view: StatementView | undefined, principals: readonly string[]): string {
  const [roles, them] = [principals.length === 1 ? 'role' : 'roles', principals.join(', ')];
  const there = view?.conditions.find(
    ({ operator, key }) => /^(Arn|String)Not(Equals|Like)$/.test(operator) && key.toLowerCase() === 'aws:principalarn',
  );
  const start = `A Deny wins over every Allow. Except the ${roles} in ${name}`;
  if (there !== undefined) return `${start}: add ${them} to the list of ${there.operator} ${there.key} that it has`;
  const condition = JSON.stringify({ ArnNotEquals: { 'aws:PrincipalArn': principals.length === 1 ? principals[0] : principals } });
  const sameOperator = view?.conditions.some(({ operator }) => operator === 'ArnNotEquals') === true;
  if (sameOperator)
    return `${start}: "aws:PrincipalArn": ${JSON.stringify(principals.length === 1 ? principals[0] : principals)} in its ArnNotEquals`;
  return `${start}: "Condition": ${condition}${view === undefined || view.conditions.length === 0 ? '' : ' beside the conditions it has'}`;
}
