import { covers } from '../../../policy/globs';
import { CARRIED_KEYS } from './condition-keys';

/**
 * How many values a condition key has in a request.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */

/** Keys with several values, which need a set operator; in lower case. */
const SEVERAL: readonly string[] = [
  'aws:calledvia',
  'aws:principalorgpaths',
  'aws:principalservicenameslist',
  'aws:resourceorgpaths',
  'aws:sourceorgpaths',
  'aws:tagkeys',
  'kms:encryptioncontextkeys',
  'kms:grantoperations',
  'kms:resourcealiases',
  's3:inventoryaccessibleoptionalfields',
  's3:requestobjecttagkeys',
  'secretsmanager:addreplicaregions',
  'ssm:documentcategories',
  'ssm:documentversion',
  'ssm:inventorytypename',
  'sts:identitytokenaudience',
  'sts:requestcontextproviders',
  'sts:transitivetagkeys',
];

const ONE: readonly string[] = [
  'aws:calledviafirst',
  'aws:calledvialast',
  'aws:currenttime',
  'aws:multifactorauthpresent',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principaltag/*',
  'aws:principaltype',
  'aws:requestedregion',
  'aws:requesttag/*',
  'aws:resourceaccount',
  'aws:resourceorgid',
  'aws:resourcetag/*',
  'aws:securetransport',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceidentity',
  'aws:sourceip',
  'aws:sourceorgid',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:userid',
  'aws:username',
  'aws:viaawsservice',
  'ec2:resourcetag/*',
  'kms:calleraccount',
  'kms:viaservice',
  'ssm:resourcetag/*',
];

/** Whether a key, in lower case, has one value or several. */
export function valuesOfKey(key: string): 'one' | 'several' | 'unknown' {
  if (SEVERAL.includes(key)) return 'several';
  return [...ONE, ...CARRIED_KEYS.flatMap(({ keys }) => keys)].some((pattern) => covers(pattern, key)) ? 'one' : 'unknown';
}
