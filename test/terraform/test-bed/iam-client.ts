import type { JsonObject } from '../../../src/policy/policy-json';
import { askAws, type QueryAnswer } from './aws-query';

/** What tests ask IAM for in one account, beside Terraform. */
export interface IamClient {
  readonly createRole: (name: string, trust: JsonObject) => Promise<void>;
  /** @returns the ARN of the managed policy */
  readonly createPolicy: (name: string, policy: JsonObject) => Promise<string>;
  readonly putRolePolicy: (role: string, name: string, policy: JsonObject) => Promise<void>;
  readonly attachRolePolicy: (role: string, policyArn: string) => Promise<void>;
  /** The unique id, which no other role ever has. */
  readonly roleId: (role: string) => Promise<string>;
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
    createPolicy: async (name, policy) =>
      only(await call('CreatePolicy', { PolicyName: name, PolicyDocument: JSON.stringify(policy) }), 'Arn'),
    putRolePolicy: async (role, name, policy) => {
      await call('PutRolePolicy', { RoleName: role, PolicyName: name, PolicyDocument: JSON.stringify(policy) });
    },
    attachRolePolicy: async (role, policyArn) => {
      await call('AttachRolePolicy', { RoleName: role, PolicyArn: policyArn });
    },
    roleId: async (role) => only(await call('GetRole', { RoleName: role }), 'RoleId'),
    trustPolicy: async (role) => document(await call('GetRole', { RoleName: role }), 'AssumeRolePolicyDocument'),
    roleNames: async () => (await call('ListRoles'))('RoleName'),
    inlinePolicyNames: async (role) => (await call('ListRolePolicies', { RoleName: role }))('member'),
    attachedPolicyArns: async (role) => (await call('ListAttachedRolePolicies', { RoleName: role }))('PolicyArn'),
    managedPolicy: async (arn) => {
      const version = only(await call('GetPolicy', { PolicyArn: arn }), 'DefaultVersionId');
      return document(await call('GetPolicyVersion', { PolicyArn: arn, VersionId: version }), 'Document');
    },
    managedPolicyArns: async () => (await call('ListPolicies', { Scope: 'Local' }))('Arn'),
  };
}

/** IAM gives documents URL-encoded. */
function document(answer: QueryAnswer, element: string): JsonObject {
  return JSON.parse(decodeURIComponent(only(answer, element))) as JsonObject;
}

function only(answer: QueryAnswer, element: string): string {
  const [text, ...others] = answer(element);
  if (text === undefined || others.length > 0) throw new Error(`IAM gave not one ${element}`);
  return text;
}
