import type { JsonObject } from '../../policy/policy-json';
import { objectIn, textIn } from '../../proof/plan/json-access';
import type { Caller } from '../denied-call';
import { isRoleArn, roleOfSession } from './arns';

/**
 * Who called. A role's session is the role; its issuer's ARN has the role's path, which the session's has not.
 *
 * @param said the caller that the message names, for events that hide it
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function callerOf(identity: JsonObject, said: string | undefined): Caller {
  const issuer = textIn(objectIn(identity, 'sessionContext', 'sessionIssuer') ?? {}, 'arn');
  if (issuer.includes(':role/')) return isRoleArn(issuer) ? { name: issuer, roleArn: issuer } : { name: issuer };
  const arn = textIn(identity, 'arn');
  if (arn !== '') return namedCaller(arn);
  return namedCaller(said ?? (textIn(identity, 'invokedBy') || textIn(identity, 'principalId') || textIn(identity, 'accountId')));
}

/** A caller by one name: a role's ARN, the ARN of its session, or anybody else. */
export function namedCaller(name: string): Caller {
  if (isRoleArn(name)) return { name, roleArn: name };
  const role = roleOfSession(name);
  return role === undefined ? { name } : { name: role, roleArn: role, isPathUnknown: true };
}
