import type { JsonObject } from '../../../src/policy/policy-json';
import { askAws, type QueryAnswer } from './aws-query';

/** What tests ask IAM for in one account, beside Terraform. */
export interface IamClient {
  readonly createRole: (name: string, trust: JsonObject) => Promise<void>;
  readonly putRolePolicy: (role: string, name: string, policy: JsonObject) => Promise<void>;
  readonly trustPolicy: (role: string) => Promise<JsonObject>;
  readonly roleNames: () => Promise<readonly string[]>;
  /** Names of a role's inline policies. */
  readonly inlinePolicyNames: (role: string) => Promise<readonly string[]>;
  readonly attachedPolicyArns: (role: string) => Promise<readonly string[]>;
  /** The version of a managed policy that is in force. */
  readonly managedPolicy: (arn: string) => Promise<JsonObject>;
  /** ARNs of the managed policies of the account. */
  readonly managedPolicyArns: () => Promise<readonly string[]>;
}

/** IAM of the emulator, in the account of an access key. */
export function iamClient(endpoint: string, accessKey: string): IamClient {
  const call = (action: string, parameters: Readonly<Record<string, string>> = {}): Promise<QueryAnswer> =>
    askAws(endpoint, 'iam', accessKey, { Action: action, ...parameters });
  return {
    createRole: async (name, trust) => {
      await call('CreateRole', { RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) });
    },
    putRolePolicy: async (role, name, policy) => {
      await call('PutRolePolicy', { RoleName: role, PolicyName: name, PolicyDocument: JSON.stringify(policy) });
    },
    trustPolicy: async (role) => document(await call('GetRole', { RoleName: role }), 'AssumeRolePolicyDocument'),
    roleNames: async () => (await call('ListRoles'))('RoleName'),
    inlinePolicyNames: async (role) => (await call('ListRolePolicies', { RoleName: role }))('member'),
    attachedPolicyArns: async (role) => (await call('ListAttachedRolePolicies', { RoleName: role }))('PolicyArn'),
    managedPolicy: async (arn) => {
      const [version] = (await call('GetPolicy', { PolicyArn: arn }))('DefaultVersionId');
      return document(await call('GetPolicyVersion', { PolicyArn: arn, VersionId: version ?? 'v1' }), 'Document');
    },
    managedPolicyArns: async () => (await call('ListPolicies', { Scope: 'Local' }))('Arn'),
  };
}

/** IAM gives documents URL-encoded. */
function document(answer: QueryAnswer, element: string): JsonObject {
  const [text] = answer(element);
  if (text === undefined) throw new Error(`IAM gave no ${element}`);
  return JSON.parse(decodeURIComponent(text)) as JsonObject;
}
