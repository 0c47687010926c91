import type { TighteningLevel } from '../../../policy/guard';
import type { RequestContext } from '../../evaluator/access-request';
import type { KmsGrant } from '../../evaluator/kms-grant';
import type { Attack, GrantAttack } from '../attack';
import { GRANT, onKey, through, throughEc2, VOLUME } from '../calls';
import { roleArn, type World } from '../world';

const VENDOR = "the vendor's roles";

const grants =
  (context: (world: World) => RequestContext): Attack['calls'] =>
  (world) => [
    ...(['platform', 'target'] as const).map((by) => onKey(world, by, 'CreateGrant', 'evidence', context(world))),
    onKey(world, 'target', 'CreateGrant', 'temporary', context(world)),
    onKey(world, 'platform', 'CreateGrant', 'member', { ...context(world), 'aws:ResourceOrgID': world.organizationId }),
  ];

const ec2 = (world: World): RequestContext => ({ ...throughEc2(world, 'evidence'), ...GRANT });

/** Grants outlive the policy that allowed them, so whom and what they are for counts. Source: https://docs.aws.amazon.com/kms/latest/developerguide/grants.html */
export const GRANTS: readonly Attack[] = (
  [
    ['a grant to oneself by a direct call', 'aws_resources', () => ({ 'kms:GrantOperations': ['Decrypt'] })],
    [
      'a grant to a stranger by a direct call',
      'aws_resources',
      ({ accounts, partition }) => ({
        'kms:GranteePrincipal': `arn:${partition}:iam::${accounts.stranger}:role/Anybody`,
        'kms:GrantOperations': ['Decrypt', 'CreateGrant'],
      }),
    ],
    [
      'a grant through EC2 that is for no AWS resource',
      'aws_resources',
      (world) => ({ ...ec2(world), 'kms:GrantIsForAWSResource': 'false' }),
    ],
    ['a grant through S3', 'via_service', (world) => ({ ...ec2(world), ...through(world, 's3', 'evidence') })],
    ['a grant through Lambda', 'via_service', (world) => ({ ...ec2(world), ...through(world, 'lambda', 'evidence') })],
    ['a grant for what is no volume', 'encryption_context', (world) => ({ ...ec2(world), ...throughEc2(world, 'evidence', 'ami-1') })],
    ['a grant for anything under the key', 'encryption_context', (world) => ({ ...GRANT, ...through(world, 'ec2', 'evidence') })],
    ['a grant that passes on Encrypt', 'pinned', (world) => ({ ...ec2(world), 'kms:GrantOperations': ['Decrypt', 'Encrypt'] })],
    ['a grant that passes on plaintext data keys', 'pinned', (world) => ({ ...ec2(world), 'kms:GrantOperations': ['GenerateDataKey'] })],
    ['a grant without operations', 'pinned', (world) => ({ ...ec2(world), 'kms:GrantOperations': [] })],
    [
      'a grant without a constraint',
      'pinned',
      (world) => Object.fromEntries(Object.entries(ec2(world)).filter(([key]) => key !== 'kms:GrantConstraintType')),
    ],
  ] as readonly (readonly [string, TighteningLevel, (world: World) => RequestContext])[]
).map(([title, from, context]) => ({
  title,
  from,
  allowedBy: VENDOR,
  calls: grants(context),
}));

const grantOf = (world: World): KmsGrant => ({
  granteePrincipal: roleArn(world, 'platform'),
  operations: ['Decrypt'],
  constraints: { encryptionContextSubset: { 'aws:ebs:id': VOLUME } },
});

const context = { 'kms:EncryptionContext:aws:ebs:id': VOLUME, 'kms:EncryptionContextKeys': ['aws:ebs:id'] } as const;

/** What a grant on the key of the evidence must not be good for. */
export const GRANT_ATTACKS: readonly GrantAttack[] = [
  {
    title: 'another volume than the one of the grant',
    calls: (world) => [
      {
        key: 'evidence',
        grant: grantOf(world),
        action: 'kms:Decrypt',
        context: { ...context, 'kms:EncryptionContext:aws:ebs:id': 'vol-fffffffffffffffff' },
      },
    ],
  },
  {
    title: 'another operation than those of the grant',
    calls: (world) => [{ key: 'evidence', grant: grantOf(world), action: 'kms:Encrypt', context }],
  },
  {
    title: 'a direct call without the encryption context of the grant',
    calls: (world) => [{ key: 'evidence', grant: grantOf(world), action: 'kms:Decrypt', context: {} }],
  },
];
