import type { Subject } from '../doctor/subject/subject';
import { asList, statementsOf } from '../policy/key-policy';
import { isJsonObject, type JsonObject } from '../policy/policy-json';
import { parseOperator } from '../proof/evaluator/condition-operators';
import { regionsOf } from '../proof/plan/setting';
import { viewsIn } from '../proof/plan/statement-view';

/**
 * Regions that policies let our roles work in: those of the services through which keys are used, those that calls may be made in, and
 * those of the resources that are allowed.
 */
export function regionsNamed(subject: Subject | undefined): readonly string[] {
  if (subject === undefined) return [];
  const { platform, target, key } = subject;
  const roles = [platform, target].flatMap((role) => [
    ...(role?.identity?.given ?? []),
    ...(role?.boundary === undefined ? [] : [role.boundary]),
  ]);
  const policies = [...roles, ...(key?.policy === undefined ? [] : [key.policy])].map(({ json }) => json);
  const statements = policies.flatMap((json) => statementsOf(json).filter(isJsonObject));
  return [...new Set([...regionsOf(viewsIn(policies)), ...statements.flatMap((one) => [...requestedIn(one), ...regionsOfResources(one)])])];
}

/** What an Allow asks for, or what a Deny spares. */
function requestedIn(statement: JsonObject): readonly string[] {
  const isDeny = statement['Effect'] === 'Deny';
  return viewsIn([{ Statement: statement }])
    .flatMap(({ conditions }) => conditions)
    .filter(({ key, operator }) => KEYS.test(key) && /Not/.test(parseOperator(operator)?.name ?? '') === isDeny)
    .flatMap(({ values }) => values)
    .filter((value) => REGION.test(value));
}

/** What is evidence lies in a Region, and so does its key. */
function regionsOfResources({ Effect, Resource }: JsonObject): readonly string[] {
  if (Effect !== 'Allow') return [];
  return asList(Resource).flatMap((arn) => {
    const [, , service = '', region = ''] = typeof arn === 'string' ? arn.split(':') : [];
    return SERVICES.includes(service) && REGION.test(region) ? [region] : [];
  });
}

const KEYS = /^(aws:RequestedRegion|ec2:Region)$/i;
const SERVICES = ['ec2', 'kms'];
const REGION = /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/;
