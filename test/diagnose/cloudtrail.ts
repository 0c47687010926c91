import { refusedCalls, type ReadCalls } from '../../src/diagnose/read/refused-calls';
import type { DeniedCall } from '../../src/diagnose/denied-call';
import type { Json, JsonObject } from '../../src/policy/policy-json';

export const P = 'arn:aws:iam::111122223333:role/CadoResponseRole';
export const T = 'arn:aws:iam::444455556666:role/CadoResponseRole';
export const INSTANCE = 'arn:aws:iam::111122223333:role/CadoResponseInstanceRole';
export const EVIL = 'arn:aws:iam::999988887777:role/Evil';
export const KEY = 'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';
/** A key of the platform's own. */
export const PKEY = 'arn:aws:kms:eu-west-1:111122223333:key/5678abcd-12ab-34cd-56ef-1234567890ab';
/** A temporary key. */
export const TEMP = 'arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab';
/** A customer's own multi-Region key. */
export const CUSTOMER_MRK = 'arn:aws:kms:us-east-1:444455556666:key/mrk-aaaabbbb12ab34cd56ef1234567890ab';

export const VOLUME = 'vol-0894f908458cca170';
export const SNAPSHOT = 'snap-0894f908458cca170';
/** How EC2 calls KMS, as CloudTrail has it. */
export const FRONTEND = 'ec2-frontend-api.amazonaws.com';
export const INTERNAL = 'AWS Internal';

const part = (arn: string, index: number): string => arn.split(':')[index] ?? '';
const nameOf = (role: string): string => role.slice(role.lastIndexOf('/') + 1);

/** ARN of a role's session. */
export const session = (role: string): string => `arn:${part(role, 1)}:sts::${part(role, 4)}:assumed-role/${nameOf(role)}/import`;

/** Who called, as CloudTrail has it. */
export const identity = (role: string, invokedBy?: string): JsonObject => ({
  type: 'AssumedRole',
  principalId: 'AROAEXAMPLEEXAMPLE123:import',
  arn: session(role),
  accountId: part(role, 4),
  accessKeyId: 'ASIAEXAMPLE',
  sessionContext: {
    sessionIssuer: { type: 'Role', principalId: 'AROAEXAMPLEEXAMPLE123', arn: role, accountId: part(role, 4), userName: nameOf(role) },
    attributes: { creationDate: '2026-05-18T04:14:33Z', mfaAuthenticated: 'false' },
  },
  ...(invokedBy !== undefined && { invokedBy }),
});

/** What AWS says of a refused call. */
export const said = (role: string, action: string, resource: string, because = ''): string =>
  `User: ${session(role)} is not authorized to perform: ${action}${resource === '' ? '' : ` on resource: ${resource}`}${because === '' ? '' : ` ${because}`}`;

export const noIdentity = (action: string): string => `because no identity-based policy allows the ${action} action`;
export const noResource = (action: string): string => `because no resource-based policy allows the ${action} action`;

/** What EC2 says of a refused call. */
export const ec2Said = (role: string, action: string, resource: string, because: string): string =>
  `You are not authorized to perform this operation. ${said(role, action, resource, because)}. Encoded authorization failure message: 4GIOHlTkIaWHQD0Q0m6XSnuUMCm-abc_`;

/** An event as CloudTrail writes it. */
export function event(role: string, service: string, name: string, message: string, more: JsonObject = {}, invokedBy?: string): JsonObject {
  return {
    eventVersion: '1.11',
    userIdentity: identity(role, invokedBy),
    eventTime: '2026-05-18T06:16:58Z',
    eventSource: `${service}.amazonaws.com`,
    eventName: name,
    awsRegion: 'us-east-1',
    sourceIPAddress: invokedBy ?? '203.0.113.7',
    userAgent: invokedBy ?? 'Boto3/1.34',
    errorCode: service === 'ec2' ? 'Client.UnauthorizedOperation' : 'AccessDenied',
    errorMessage: message,
    requestParameters: null,
    responseElements: null,
    requestID: 'b7fb8d8b-49f1-4f89-a200-7962685540ef',
    eventID: 'ccbed48e-00bd-3ccd-9b2b-b1a04add39f7',
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: part(role, 4),
    eventCategory: 'Management',
    ...more,
  };
}

/** A key among the resources of an event. */
export const keys = (...arns: readonly string[]): JsonObject => ({
  resources: arns.map((arn) => ({ accountId: part(arn, 4), type: 'AWS::KMS::Key', ARN: arn })),
});

/** Parameters of a call that gives an encryption context. */
export const context = (id: string): JsonObject => ({
  requestParameters: { encryptionContext: { 'aws:ebs:id': id }, encryptionAlgorithm: 'SYMMETRIC_DEFAULT' },
});

/** Members by their paths, as Logs Insights names fields. */
export const fieldsOf = (value: Json, path = ''): readonly (readonly [string, Json])[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, member]) => fieldsOf(member, path === '' ? name : `${path}.${name}`))
    : [[path, value]];

/** What `aws logs get-query-results` prints of rows. */
export const answerOf = (rows: readonly (readonly (readonly [string, Json])[])[]): JsonObject => ({
  results: rows.map((fields) => fields.map(([field, value]) => ({ field, value }))),
  status: 'Complete',
});

/** Reads one document. */
export const readJsonDocument = (value: Json): ReadCalls => refusedCalls([{ file: 'event.json', text: JSON.stringify(value) }]);

/** The only refused call of a document. */
export function onlyCall(value: Json): DeniedCall {
  const { calls, unread } = readJsonDocument(value);
  const [call] = calls;
  if (call === undefined || calls.length > 1) throw new Error(`${calls.length} calls; ${unread.join('; ')}`);
  return call;
}
