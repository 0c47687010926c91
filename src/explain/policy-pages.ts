import type { HeldPolicy } from '../doctor/subject/held-policies';
import type { GivenPolicy } from '../estate/estate';
import { statementsOf } from '../policy/key-policy';
import type { Json } from '../policy/policy-json';
import { keyArn, type KeyName } from '../proof/claims/keys';
import type { World } from '../proof/claims/world';
import type { KmsGrant } from '../proof/evaluator/kms-grant';
import { awsManagedKeyPolicy } from '../proof/installation/aws-managed-key';
import { POLICY_USES, type PagePolicy } from './page-data';

/** A policy as the page has it. @param text gives the place of a text */
export function policyPage({ name, json }: GivenPolicy, text: (words: string) => number): PagePolicy {
  const { Version: version, Id: id } = json;
  const head = [
    typeof version === 'string' ? `Version ${version}` : 'no Version, which means 2008-10-17',
    ...(typeof id === 'string' ? [`Id ${id}`] : []),
  ];
  return page(name, head.join(', '), statementsOf(json), text);
}

const page = (name: string, head: string, statements: readonly Json[], text: (words: string) => number): PagePolicy => ({
  name: text(name),
  head: text(head),
  statements: statements.map((statement) => text(JSON.stringify(statement))),
});

/** Grants on a key, as `aws kms list-grants` prints them. */
export const grantsPage = (grants: readonly KmsGrant[], text: (words: string) => number): PagePolicy =>
  page('grants on the key', 'a grant lets its grantee do its operations, in whichever account', grants.map(printed), text);

function printed({ granteePrincipal, operations, constraints, retiringPrincipal }: KmsGrant): Json {
  const { encryptionContextSubset, encryptionContextEquals } = constraints ?? {};
  return {
    GranteePrincipal: granteePrincipal,
    ...(retiringPrincipal !== undefined && { RetiringPrincipal: retiringPrincipal }),
    Operations: operations,
    ...(constraints !== undefined && {
      Constraints: {
        ...(encryptionContextSubset !== undefined && { EncryptionContextSubset: encryptionContextSubset }),
        ...(encryptionContextEquals !== undefined && { EncryptionContextEquals: encryptionContextEquals }),
      },
    }),
  };
}

/** The policy of a key that AWS manages, which verdicts call `policy of the AWS managed key`. */
export function awsKeyPage(world: World, name: KeyName, text: (words: string) => number): PagePolicy {
  const [, , , region = '', account = ''] = keyArn(world, name).split(':');
  return policyPage({ name: `aws/ebs of ${account} in ${region}`, json: awsManagedKeyPolicy(world.partition, account, region) }, text);
}

/** The place in {@link POLICY_USES} of what a policy is. */
export const useOf = (holder: HeldPolicy['holder'] | 'AWS', kind: HeldPolicy['kind'] | 'grants'): number =>
  POLICY_USES.findIndex((use) => use.of === holder && use.kind === kind);
