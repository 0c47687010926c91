import { isJsonObject, type Json, type JsonObject } from '../../../src/policy/policy-json';

/** A grant as `ListGrants` shows it. */
export interface Grant {
  readonly GrantId: string;
  readonly Name: string;
  readonly GranteePrincipal: string;
  readonly Operations: readonly string[];
  readonly Constraints: JsonObject | null;
}

/** What tests ask KMS for, beside Terraform. */
export interface KmsClient {
  /** @returns the id of the key */
  readonly createKey: (policy: JsonObject) => Promise<string>;
  readonly keyPolicy: (keyId: string) => Promise<Json>;
  readonly createGrant: (keyId: string, grantee: string, name: string) => Promise<void>;
  readonly listGrants: (keyId: string) => Promise<readonly Grant[]>;
}

/**
 * KMS of the emulator, in the Region in which Terraform works.
 *
 * @param accessKey says in which account. @default - the emulator's own
 */
export function kmsClient(endpoint: string, region: string, accessKey = 'test'): KmsClient {
  const call = (operation: string, request: JsonObject): Promise<JsonObject> =>
    callKms(endpoint, `${accessKey}/20250101/${region}`, operation, request);
  return {
    createKey: async (policy) => {
      const { KeyMetadata: metadata } = await call('CreateKey', { Policy: JSON.stringify(policy) });
      if (!isJsonObject(metadata) || typeof metadata['KeyId'] !== 'string') throw new Error('CreateKey gave no key id');
      return metadata['KeyId'];
    },
    keyPolicy: async (keyId) => {
      const { Policy: policy } = await call('GetKeyPolicy', { KeyId: keyId, PolicyName: 'default' });
      if (typeof policy !== 'string') throw new Error(`GetKeyPolicy gave no policy for ${keyId}`);
      return JSON.parse(policy) as Json;
    },
    createGrant: async (keyId, grantee, name) => {
      await call('CreateGrant', { KeyId: keyId, GranteePrincipal: grantee, Operations: ['DescribeKey'], Name: name });
    },
    listGrants: async (keyId) => {
      const { Grants: grants } = await call('ListGrants', { KeyId: keyId });
      return grants as unknown as readonly Grant[];
    },
  };
}

/** The emulator checks no signature, and reads the Region from it. */
async function callKms(endpoint: string, credential: string, operation: string, request: JsonObject): Promise<JsonObject> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': `TrentService.${operation}`,
      Authorization: `AWS4-HMAC-SHA256 Credential=${credential}/kms/aws4_request, SignedHeaders=host, Signature=none`,
    },
    body: JSON.stringify(request),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${operation} ended with ${response.status}: ${text}`);
  return text === '' ? {} : (JSON.parse(text) as JsonObject);
}
