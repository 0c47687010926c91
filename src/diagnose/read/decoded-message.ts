import { REGION } from '../../catalogue/arn-patterns';
import type { JsonObject } from '../../policy/policy-json';
import { objectIn, objectsIn, textIn } from '../../proof/plan/json-access';
import type { RequestContext } from '../../proof/evaluator/access-request';
import type { DeniedCall } from '../denied-call';
import { namedCaller } from './caller';

/** Condition keys that claims speak of, in lower case, as a decoded message has them. */
const KEYS: ReadonlyMap<string, string> = new Map([
  ['aws:requesttag/name', 'aws:RequestTag/Name'],
  ['aws:resourceaccount', 'aws:ResourceAccount'],
  ['aws:resourcetag/name', 'aws:ResourceTag/Name'],
  ['ec2:add/group', 'ec2:Add/group'],
  ['ec2:add/userid', 'ec2:Add/userId'],
  ['ec2:attribute', 'ec2:Attribute'],
  ['ec2:createaction', 'ec2:CreateAction'],
  ['ec2:resourcetag/name', 'aws:ResourceTag/Name'],
  ['iam:passedtoservice', 'iam:PassedToService'],
]);

/** Whether an object is what `aws sts decode-authorization-message` gives. */
export const isDecodedMessage = (object: JsonObject): boolean =>
  typeof object['allowed'] === 'boolean' && typeof objectIn(object, 'context')?.['action'] === 'string';

/**
 * Reads a decoded message.
 * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
 */
export function decodedCall(object: JsonObject): DeniedCall {
  const context = objectIn(object, 'context') ?? {};
  const resource = textIn(context, 'resource');
  const conditions = objectsIn(objectIn(context, 'conditions')?.['items']).map(
    (item) => [textIn(item, 'key').toLowerCase(), valuesIn(objectIn(item, 'values'))] as const,
  );
  const statement = objectsIn(objectIn(object, 'matchedStatements')?.['items']).find((item) => /^deny$/i.test(textIn(item, 'effect')));
  const action = textIn(context, 'action');
  const region = [resource.split(':', 4)[3], ...conditions.flatMap(([key, values]) => (key === 'aws:region' ? values : []))].find(
    (text) => text !== undefined && new RegExp(REGION).test(text),
  );
  const sid = textIn(statement ?? {}, 'statementId');
  return {
    // The action may stand without its service, which the resource tells.
    action: action.includes(':') ? action : `${resource.split(':', 3)[2] ?? ''}:${action}`,
    caller: namedCaller(textIn(objectIn(context, 'principal') ?? {}, 'arn')),
    ...(resource !== '' && resource !== '*' && { resource }),
    ...(region !== undefined && { region }),
    through: { how: 'unknown' },
    known: knownIn(conditions),
    refusal: { by: 'unknown', isExplicit: object['explicitDeny'] === true, ...(sid !== '' && { statementId: sid }) },
    message: '',
  };
}

const valuesIn = (values: JsonObject | undefined): readonly string[] =>
  objectsIn(values?.['items']).flatMap((item) => textIn(item, 'value') || []);

const knownIn = (conditions: readonly (readonly [key: string, values: readonly string[]])[]): RequestContext =>
  Object.fromEntries(
    conditions.flatMap(([key, values]) => {
      const name = KEYS.get(key);
      const [first] = values;
      return name === undefined || first === undefined ? [] : [[name, values.length === 1 ? first : values] as const];
    }),
  );
