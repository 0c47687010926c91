import { rootDelegation } from '../catalogue/kms-key-policy/statements';
import { accountOf } from '../doctor/scene';
import type { Json } from '../policy/policy-json';
import type { AccessRequest } from '../proof/evaluator/access-request';
import { evaluate } from '../proof/evaluator/evaluate';
import { policyOf } from '../proof/evaluator/parse-policy';
import type { Policy } from '../proof/evaluator/policy';
import type { Verdict } from '../proof/evaluator/verdict';

/** What the caller's policies and the resource's hold; as if a side that is left out said yes. */
export interface Statements {
  readonly identity?: readonly unknown[];
  readonly resource?: readonly unknown[];
}

const document = (statements: readonly unknown[]): object => ({ Version: '2012-10-17', Statement: statements });
const EVERYTHING = policyOf('what is not asked', document([{ Effect: 'Allow', Action: '*', Resource: '*' }]));

/** Decides a request by statements. @param owner what the statements are of, for the words of a verdict */
export function decideRequest(request: AccessRequest, { identity, resource }: Statements, owner = 'the policy'): Verdict {
  const ofResource = resource === undefined ? openResource(request) : policyOf(owner, document(resource));
  return evaluate(request, {
    identity: [identity === undefined ? EVERYTHING : policyOf(owner, document(identity))],
    ...(ofResource !== undefined && { resource: ofResource }),
  });
}

/** A resource whose owner says yes: one of the caller's own account leaves it to IAM, any other lets everybody in. */
function openResource({ principal, resource, resourceAccount, action }: AccessRequest): Policy | undefined {
  const account = resourceAccount ?? accountOf(resource);
  const [, partition = ''] = principal.split(':', 2);
  const isOwn = account === '' || account === accountOf(principal);
  const isGuarded = /^(kms|sts):/.test(action) && account !== '';
  if (isOwn && !isGuarded) return undefined;
  const statement: Json = isOwn
    ? { Effect: 'Allow', Principal: { AWS: [...(rootDelegation(partition, account).Principal?.AWS ?? [])] }, Action: '*', Resource: '*' }
    : { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
  return policyOf('what is not asked', document([statement]));
}
