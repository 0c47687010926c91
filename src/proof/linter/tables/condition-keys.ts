/** Which requests carry a condition key; patterns in lower case. A key that a request never carries decides nothing in it. */
export interface CarriedKey {
  readonly keys: readonly string[];
  /** The only actions that carry the keys. @default - every action but those of `except` */
  readonly on?: readonly string[];
  /** Actions that do not carry the keys. @default - none */
  readonly except?: readonly string[];
  readonly source: string;
}

const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html';
const GLOBAL = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html';
const STS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html';
const EC2 = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html';
const S3 = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html';
const SSM = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html';
const SECRETS = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html';

const on = (source: string, keys: string, actions: string): CarriedKey => ({ source, keys: keys.split(' '), on: actions.split(' ') });
const except = (source: string, keys: string, actions: string): CarriedKey => ({
  source,
  keys: keys.split(' '),
  except: actions.split(' '),
});

const WITH_CONTEXT =
  'kms:creategrant kms:decrypt kms:encrypt kms:generatedatakey kms:generatedatakeypair kms:generatedatakeypairwithoutplaintext';
const KMS_CONTEXT = `${WITH_CONTEXT} kms:generatedatakeywithoutplaintext kms:reencryptfrom kms:reencryptto kms:retiregrant`;
const KMS_BY_ALIAS = `${KMS_CONTEXT.replace('kms:creategrant ', '')} kms:derivesharedsecret kms:describekey kms:getpublickey kms:sign kms:verify kms:generatemac kms:verifymac`;
const WITHOUT_KEY =
  'kms:listaliases kms:listkeys kms:listretirablegrants kms:generaterandom kms:connectcustomkeystore kms:disconnectcustomkeystore kms:createcustomkeystore kms:deletecustomkeystore kms:describecustomkeystores kms:updatecustomkeystore';
const ASSUMING = 'sts:assumerole sts:assumerolewithsaml sts:assumerolewithwebidentity sts:setsourceidentity sts:tagsession';
const PUTTING = 's3:bypassgovernanceretention s3:putobject s3:replicateobject s3:updateobjectencryption';

/** Condition keys that not every action of their service carries. */
export const CARRIED_KEYS: readonly CarriedKey[] = [
  on(KMS, 'kms:grantisforawsresource', 'kms:creategrant kms:listgrants kms:revokegrant'),
  on(KMS, 'kms:grantconstrainttype', 'kms:creategrant kms:retiregrant'),
  on(KMS, 'kms:grantoperations kms:grantconstraintsourcearn kms:granteeprincipal kms:granteeserviceprincipal', 'kms:creategrant'),
  on(KMS, 'kms:retiringprincipal kms:retiringserviceprincipal', 'kms:creategrant'),
  on(KMS, 'kms:encryptioncontext:* kms:encryptioncontextkeys', KMS_CONTEXT),
  on(KMS, 'kms:reencryptonsamekey', 'kms:reencryptfrom kms:reencryptto'),
  on(KMS, 'kms:requestalias', KMS_BY_ALIAS),
  on(KMS, 'kms:replicaregion', 'kms:replicatekey'),
  on(KMS, 'kms:primaryregion', 'kms:updateprimaryregion'),
  on(KMS, 'kms:bypasspolicylockoutsafetycheck', 'kms:createkey kms:putkeypolicy'),
  on(KMS, 'kms:schedulekeydeletionpendingwindowindays', 'kms:schedulekeydeletion'),
  on(KMS, 'kms:rotationperiodindays', 'kms:enablekeyrotation'),
  on(KMS, 'kms:datakeypairspec', 'kms:generatedatakeypair kms:generatedatakeypairwithoutplaintext'),
  on(KMS, 'kms:expirationmodel kms:validto', 'kms:importkeymaterial'),
  on(KMS, 'kms:wrappingalgorithm kms:wrappingkeyspec', 'kms:getparametersforimport'),
  on(KMS, 'kms:signingalgorithm kms:messagetype', 'kms:sign kms:verify'),
  on(KMS, 'kms:macalgorithm', 'kms:generatemac kms:verifymac'),
  except(KMS, 'kms:keyspec kms:keyusage kms:keyorigin kms:multiregion kms:multiregionkeytype', WITHOUT_KEY),
  except(KMS, 'kms:resourcealiases', `${WITHOUT_KEY} kms:createkey`),
  on(STS, 'sts:externalid', 'sts:assumerole sts:setsourceidentity sts:tagsession'),
  on(STS, 'sts:rolesessionname sts:sourceidentity sts:transitivetagkeys', ASSUMING),
  on(STS, 'iam:passedtoservice iam:associatedresourcearn', 'iam:passrole'),
  on(STS, 'iam:awsservicename', 'iam:createservicelinkedrole'),
  on(STS, 'iam:policyarn', 'iam:attach*policy iam:detach*policy'),
  on(EC2, 'ec2:createaction', 'ec2:createtags'),
  on(EC2, 'ec2:add/* ec2:remove/*', 'ec2:modifysnapshotattribute ec2:modifyimageattribute ec2:modifyfpgaimageattribute'),
  on(EC2, 'ec2:kmskeyid', 'ec2:createvolume ec2:createfleet ec2:runinstances'),
  on(EC2, 'ec2:islaunchtemplateresource ec2:associatepublicipaddress', 'ec2:runinstances'),
  on(SSM, 'ssm:sessiondocumentaccesscheck ssm:accessrequestid', 'ssm:startsession'),
  on(SSM, 'ssm:resourcetag/aws:ssmmessages:*', 'ssm:terminatesession ssm:resumesession'),
  on(S3, 's3:prefix s3:delimiter s3:max-keys', 's3:listbucket s3:listbucketversions s3:listbucketmultipartuploads'),
  on(S3, 's3:x-amz-server-side-encryption*', PUTTING),
  on(
    S3,
    's3:x-amz-copy-source s3:x-amz-metadata-directive s3:x-amz-website-redirect-location',
    's3:bypassgovernanceretention s3:putobject',
  ),
  on(S3, 's3:existingobjecttag/*', 's3:*object*'),
  on(S3, 's3:requestobjecttag/* s3:requestobjecttagkeys', 's3:bypassgovernanceretention s3:put*'),
  on(SECRETS, 'secretsmanager:name', 'secretsmanager:createsecret'),
  on(SECRETS, 'secretsmanager:versionid', 'secretsmanager:getsecretvalue'),
  except(GLOBAL, 'aws:resourceaccount aws:resourceorgid aws:resourceorgpaths', 'ebs:* ec2:copysnapshot ec2:createvolume'),
];

/** Services whose own condition keys no action of another service carries. */
export const OWN_KEYS: ReadonlySet<string> = new Set(['kms', 's3', 'ec2', 'iam', 'sts', 'ssm', 'secretsmanager', 'ecs']);

/** Keys of one service that actions of others do carry. */
export const CARRIED_ELSEWHERE: readonly string[] = [
  'ec2:roledelivery',
  'ec2:sourceinstancearn',
  'ec2:instanceid',
  'ec2:osuser',
  'iam:resourcetag/*',
  's3:resourceaccount',
  'ssm:sourceinstancearn',
  'sts:sourceidentity',
];
