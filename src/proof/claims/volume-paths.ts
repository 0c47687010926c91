import type { Call } from './call';
import { ec2Grant, ec2OnKey, NAMED, on, onKey, VOLUME } from './calls';
import type { ImportPath, ModuleName } from './import-path';
import {
  assumed,
  blocksRead,
  copied,
  readByGrant,
  shared,
  snapshotDeleted,
  snapshotMade,
  replicatedToEvidence,
  throughTemporaryKey,
  volumeAttached,
} from './import-steps';
import { objectsRead } from './object-paths';
import { EVIDENCE_KEYS, keyArn, PLATFORM_KEYS } from './keys';
import { ec2Service, roleArn, type World } from './world';

const ALL: readonly ModuleName[] = ['cado-role', 'cado-cross-account-trust', 'cado-kms-key-policy'];
const ROLES: readonly ModuleName[] = ['cado-role', 'cado-cross-account-trust'];
const PLATFORM: readonly ModuleName[] = ['cado-role', 'cado-kms-key-policy'];

/** A worker is started whose disk is encrypted with a customer key by default. */
function workerStarted(world: World): readonly Call[] {
  return [
    ...on(world, 'platform', 'ec2:RunInstances', ['instance/*', 'volume/*', 'network-interface/*'], NAMED),
    ...on(world, 'platform', 'ec2:RunInstances', [
      'image/ami-1',
      'subnet/subnet-1',
      'security-group/sg-1',
      'key-pair/k',
      'snapshot/snap-1',
    ]),
    ...on(world, 'platform', 'iam:PassRole', [`arn:${world.partition}:iam::${world.accounts.platform}:role/CadoResponseWorker`], {
      'iam:PassedToService': ec2Service(world),
    }),
    ...ec2OnKey(world, 'platform', 'platform', VOLUME, ['GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom', 'ReEncryptTo', 'Decrypt']),
    ec2Grant(world, 'platform', 'platform', VOLUME),
  ];
}

/** What a key's policy must allow by itself. */
const allByKey = (world: World): readonly Call[] => [
  ...copied(world, 'target', 'evidence', 'temporary'),
  ...shared(world, 'evidence', VOLUME),
  ...objectsRead(world, 'target', 'evidence'),
  ...copied(world, 'platform', 'evidence', 'platform'),
  ...volumeAttached(world, 'platform'),
];

/** Ways in which volumes and snapshots come to the platform. */
export const VOLUME_PATHS: readonly ImportPath[] = [
  {
    title: 'A: a snapshot is made and deleted',
    modules: ROLES,
    calls: (world) => (['platform', 'target'] as const).flatMap((by) => [...snapshotMade(world, by), ...snapshotDeleted(world, by)]),
  },
  {
    title: 'B: blocks are read through EBS direct, under a customer managed key',
    modules: ALL,
    method: 'ebs_direct',
    calls: (world) => [
      ...assumed(world),
      ...snapshotMade(world, 'target'),
      ...EVIDENCE_KEYS.flatMap((key) => blocksRead(world, 'target', key)),
    ],
  },
  {
    title: 'B: blocks are read in the account of the platform, under its customer managed key',
    modules: PLATFORM,
    method: 'ebs_direct',
    calls: (world) => [...snapshotMade(world, 'platform'), ...PLATFORM_KEYS.flatMap((key) => blocksRead(world, 'platform', key))],
  },
  {
    title: 'C: blocks are read through EBS direct, under the AWS managed key',
    modules: ROLES,
    method: 'ebs_direct',
    calls: (world) => [...assumed(world), ...snapshotMade(world, 'target'), ...blocksRead(world, 'target', 'aws/ebs of the target')],
  },
  {
    title: 'D: same account, customer managed key, as a volume',
    modules: PLATFORM,
    method: 'create_volume',
    calls: (world) => [
      ...snapshotMade(world, 'platform'),
      ...PLATFORM_KEYS.flatMap((key) => volumeAttached(world, key)),
      ...snapshotDeleted(world, 'platform'),
    ],
    granted: (world) => readByGrant(world, 'platform'),
  },
  {
    title: 'E: same account, AWS managed key, as a volume',
    modules: ['cado-role'],
    method: 'create_volume',
    calls: (world) => [...snapshotMade(world, 'platform'), ...volumeAttached(world, 'aws/ebs of the platform')],
  },
  {
    title: 'F: across accounts, customer managed key, the platform uses the shared snapshot',
    modules: ALL,
    method: 'create_volume',
    calls: (world) => [
      ...assumed(world),
      ...snapshotMade(world, 'target'),
      ...EVIDENCE_KEYS.flatMap((key) => [...shared(world, key, VOLUME), ...copied(world, 'platform', key, 'platform')]),
      ...volumeAttached(world, 'platform'),
      ...snapshotDeleted(world, 'target'),
    ],
    granted: (world) => readByGrant(world, 'platform'),
  },
  {
    title: 'G: across accounts, AWS managed key, through a temporary key of the platform',
    modules: ROLES,
    method: 'create_volume',
    calls: (world) => [...assumed(world), ...snapshotMade(world, 'target'), ...throughTemporaryKey(world, 'aws/ebs of the target')],
  },
  {
    title: 'F: the same, out of any account of an organisation',
    modules: ['cado-role'],
    method: 'create_volume',
    organization: true,
    calls: (world) => {
      const inOrganization = { 'aws:ResourceOrgID': world.organizationId };
      const member = roleArn(world, 'target').replace(world.accounts.target, world.accounts.member);
      return [
        { by: 'platform', action: 'sts:AssumeRole', resource: member, on: 'open to everybody', context: inOrganization },
        ...copied(world, 'platform', 'member', 'platform').map((call): Call =>
          call.resource === keyArn(world, 'member')
            ? { ...call, on: 'open to everybody', context: { ...call.context, ...inOrganization } }
            : call,
        ),
      ];
    },
  },
  {
    title: 'G: the same, where the temporary key is made in the Region of the platform',
    modules: ['cado-role'],
    method: 'create_volume',
    calls: replicatedToEvidence,
  },
  {
    title: 'H: a snapshot is copied into the Region of the platform',
    modules: PLATFORM,
    method: 'create_volume',
    calls: (world) => [
      ...copied(world, 'platform', 'evidence', 'platform'),
      ...copied(world, 'platform', 'evidence', 'aws/ebs of the platform'),
    ],
  },
  {
    title: "J: across accounts, under a key that names the target's role alone, through a temporary key",
    modules: ALL,
    method: 'create_volume',
    keyNames: 'the target role',
    calls: (world) => [
      ...assumed(world),
      ...snapshotMade(world, 'target'),
      ...throughTemporaryKey(world, 'evidence'),
      ...copied(world, 'target', 'evidence where the platform is', 'temporary replica'),
    ],
  },
  {
    title: "K: a snapshot shared by hand, under a key that names the platform's role alone",
    modules: PLATFORM,
    method: 'create_volume',
    keyNames: 'the platform role',
    calls: (world) => [
      ...copied(world, 'platform', 'evidence', 'platform'),
      ...copied(world, 'platform', 'evidence', 'aws/ebs of the platform'),
    ],
  },
  {
    title: 'N: a worker whose disk is encrypted by default',
    modules: PLATFORM,
    method: 'create_volume',
    capabilities: ['core_platform'],
    calls: workerStarted,
  },
  {
    title: 'O: a session of Systems Manager under a customer managed key',
    modules: ['cado-cross-account-trust'],
    method: 'create_volume',
    until: 'aws_resources',
    capabilities: ['triage'],
    calls: (world) => [
      onKey(world, 'target', 'GenerateDataKey', 'evidence', { 'kms:EncryptionContext:aws:ssm:SessionId': 'session-1' }),
      onKey(world, 'target', 'Decrypt', 'evidence', { 'kms:EncryptionContext:aws:ssm:SessionId': 'session-1' }),
    ],
  },
  {
    title: 'B, D, F and I: under a key whose policy leaves IAM policies out and names the roles alone',
    modules: ['cado-kms-key-policy'],
    method: 'create_volume',
    keys: 'IAM left out',
    calls: allByKey,
  },
  {
    title: 'B, D, F and I: under a key with `enforce`',
    modules: ['cado-kms-key-policy'],
    method: 'create_volume',
    keys: 'enforced',
    // Only our roles are denied: whoever else uses the key in its account goes on.
    calls: (world) => [...allByKey(world), { ...onKey(world, 'colleague', 'Decrypt', 'evidence'), rights: 'administrator' }],
  },
];
