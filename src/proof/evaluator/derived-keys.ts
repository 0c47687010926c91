import type { Caller, CallerKind } from './caller';

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principaltype */
const PRINCIPAL_TYPES: Readonly<Record<CallerKind, string | undefined>> = {
  account: 'Account',
  user: 'User',
  role: 'AssumedRole',
  'federated user': 'FederatedUser',
  service: undefined,
};

/** What keys follow from. */
export interface Facts {
  readonly caller: Caller;
  /** In lower case. */
  readonly action: string;
  /** Empty where nobody can tell. */
  readonly resourceAccount: string;
}

/**
 * The value of a condition key, given in lower case, that follows from who calls what; undefined where none does. The ARN of a
 * role is the role's, never that of its session. A service has no ARN, no account and no type.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-caller-account
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
 */
export function derivedValue(key: string, { caller, action, resourceAccount }: Facts): string | undefined {
  const isService = caller.kind === 'service';
  switch (key) {
    case 'aws:principalarn':
      return isService ? undefined : caller.name;
    case 'aws:principalaccount':
      return isService ? undefined : caller.account;
    case 'aws:principaltype':
      return PRINCIPAL_TYPES[caller.kind];
    case 'aws:principalisawsservice':
      return String(isService);
    case 'aws:principalservicename':
      return isService ? caller.name : undefined;
    case 'aws:username':
      return caller.kind === 'user' ? caller.name.slice(caller.name.lastIndexOf('/') + 1) : undefined;
    case 'aws:resourceaccount':
      return resourceAccount !== '' && tellsResourceAccount(action) ? resourceAccount : undefined;
    case 's3:resourceaccount':
      return resourceAccount !== '' && action.startsWith('s3:') ? resourceAccount : undefined;
    case 'kms:calleraccount':
      return isService || !action.startsWith('kms:') ? undefined : caller.account;
    default:
      return undefined;
  }
}

/** Services, then actions, in lower case, whose requests do not tell who owns the resource. */
const SERVICES_WITHOUT_RESOURCE_ACCOUNT: readonly string[] = ['ebs:', 'events:'];
const ACTIONS_WITHOUT_RESOURCE_ACCOUNT: ReadonlySet<string> = new Set([
  'ec2:copyfpgaimage',
  'ec2:copyimage',
  'ec2:copysnapshot',
  'ec2:createtransitgatewaypeeringattachment',
  'ec2:createvolume',
  'ec2:createvpcpeeringconnection',
  'workspaces:copyworkspaceimage',
  'workspaces:describeworkspaceimages',
]);

/**
 * Whether requests of an action, in lower case, tell the account, and with it the organisation, of the resource.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceorgid
 */
export const tellsResourceAccount = (action: string): boolean =>
  !ACTIONS_WITHOUT_RESOURCE_ACCOUNT.has(action) && !SERVICES_WITHOUT_RESOURCE_ACCOUNT.some((service) => action.startsWith(service));
