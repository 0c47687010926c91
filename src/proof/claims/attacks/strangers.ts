import type { Attack } from '../attack';
import { SOURCE_BUCKET } from '../buckets';
import { assume, GRANT, on, onKey, through, throughEc2 } from '../calls';
import type { Call } from '../call';
import type { World } from '../world';

const USES = ['Decrypt', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom', 'ReEncryptTo', 'CreateGrant', 'DescribeKey'];

const usedBy =
  (by: 'neighbour' | 'colleague' | 'stranger', key: 'evidence' | 'platform'): Attack['calls'] =>
  (world) => [
    ...USES.map((action) => onKey(world, by, action, key, { ...throughEc2(world, key), ...GRANT })),
    onKey(world, by, 'Decrypt', key, {
      ...through(world, 's3', key),
      'kms:EncryptionContext:aws:s3:arn': `arn:${world.partition}:s3:::${SOURCE_BUCKET}/disk.e01`,
    }),
  ];

const used =
  (by: 'platform' | 'target', key: 'stranger' | 'evidence in another Region'): Attack['calls'] =>
  (world) =>
    USES.filter((action) => action !== 'DescribeKey').map((action) =>
      onKey(world, by, action, key, { ...throughEc2(world, key), ...GRANT }),
    );

const actingAs = (world: World, account: string, names: readonly string[]): readonly Call[] =>
  names.flatMap((name) =>
    on(world, 'platform', 'sts:AssumeRole', [roleElsewhere(world, account, name)]).map((call): Call => ({
      ...call,
      on: 'open to everybody',
    })),
  );

const roleElsewhere = (world: World, account: string, name: string): string => `arn:${world.partition}:iam::${account}:role/${name}`;

/** Who is not named, and what is not named. */
export const STRANGERS: readonly Attack[] = [
  {
    title: "another role of the platform's account uses the key of the evidence",
    allowedBy: 'a key policy for whole accounts',
    calls: usedBy('neighbour', 'evidence'),
  },
  {
    title: 'a role of the same name in a foreign account uses the key of the evidence',
    allowedBy: 'a key policy for everybody',
    calls: usedBy('stranger', 'evidence'),
  },
  {
    title: "a role of the same name in a foreign account uses the platform's key",
    allowedBy: 'a key policy for everybody',
    calls: usedBy('stranger', 'platform'),
  },
  {
    title: "the platform's role uses a key of an account that nobody named, though its owner lets it",
    allowedBy: "the vendor's roles",
    calls: used('platform', 'stranger'),
  },
  {
    title: "the platform's role uses a key outside the organisation, though its owner lets it",
    allowedBy: "the vendor's roles",
    calls: (world) =>
      USES.map((action) =>
        onKey(world, 'platform', action, 'stranger', { ...throughEc2(world, 'stranger'), ...GRANT, 'aws:ResourceOrgID': 'o-zzzzzzzzzz' }),
      ),
  },
  {
    title: "the platform's role uses a key of the organisation in a Region that nobody named",
    where: 'Regions are named',
    allowedBy: "the vendor's roles",
    calls: (world) =>
      USES.map((action) => ({
        ...onKey(world, 'platform', action, 'member in another Region', {
          ...throughEc2(world, 'member'),
          ...GRANT,
          'aws:ResourceOrgID': world.organizationId,
        }),
        on: 'open to everybody',
      })),
  },
  {
    title: "another role of the target's account uses a key whose policy leaves IAM policies out",
    keys: 'IAM left out',
    allowedBy: 'a key policy for whole accounts',
    calls: usedBy('colleague', 'evidence'),
  },
  {
    title: "the target's role uses a key of an account that nobody named, though its owner lets it",
    allowedBy: "the vendor's roles",
    calls: used('target', 'stranger'),
  },
  {
    title: "the platform's role uses a key in a Region that nobody named, though its owner lets it",
    where: 'Regions are named',
    allowedBy: "the vendor's roles",
    calls: (world) => used('platform', 'evidence in another Region')(world).map((call): Call => ({ ...call, on: 'open to everybody' })),
  },
  {
    title: "the platform's role uses a key in a Region that nobody named, whatever its own policies say",
    from: 'via_service',
    allowedBy: "the vendor's roles",
    calls: (world) => used('platform', 'evidence in another Region')(world).map((call): Call => ({ ...call, rights: 'administrator' })),
  },
  {
    title: "the target's role uses a key in a Region that nobody named",
    from: 'via_service',
    allowedBy: "the vendor's roles",
    calls: used('target', 'evidence in another Region'),
  },
  {
    title: 'the platform acts as another role of the target account',
    allowedBy: "the vendor's roles",
    calls: (world) => actingAs(world, world.accounts.target, ['MyCadoResponseAdmin', 'CadoResponseRole2']),
  },
  {
    title: 'the platform acts as a role of a foreign account',
    allowedBy: "the vendor's roles",
    calls: (world) =>
      actingAs(world, world.accounts.stranger, ['CadoResponseRole']).flatMap((call) => [
        call,
        { ...call, context: { 'aws:ResourceOrgID': 'o-zzzzzzzzzz' } },
      ]),
  },
  {
    title: 'the platform acts as another role of an account of the organisation',
    allowedBy: "the vendor's roles",
    calls: (world) =>
      actingAs(world, world.accounts.member, ['MyCadoResponseAdmin', 'CadoResponseRole2']).map((call) => ({
        ...call,
        context: { 'aws:ResourceOrgID': world.organizationId },
      })),
  },
  {
    title: "the target's role acts as the platform's",
    allowedBy: 'a trust policy for everybody',
    calls: (world) => [assume(world, 'target', 'platform')],
  },
];
