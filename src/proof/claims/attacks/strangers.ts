import type { Attack } from '../attack';
import { assume, GRANT, on, onKey, throughEc2 } from '../calls';
import type { Call } from '../call';
import type { World } from '../world';

const USES = ['Decrypt', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom', 'ReEncryptTo', 'CreateGrant', 'DescribeKey'];

const usedBy =
  (by: 'neighbour' | 'stranger', key: 'evidence' | 'platform'): Attack['calls'] =>
  (world) =>
    USES.map((action) => onKey(world, by, action, key, { ...throughEc2(world, key), ...GRANT }));

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
    title: "the target's role uses a key of an account that nobody named, though its owner lets it",
    allowedBy: "the vendor's roles",
    calls: used('target', 'stranger'),
  },
  {
    title: "the platform's role uses a key in a Region that nobody named",
    allowedBy: "the vendor's roles",
    calls: used('platform', 'evidence in another Region'),
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
    calls: (world) => actingAs(world, world.accounts.stranger, ['CadoResponseRole']),
  },
  {
    title: "the target's role acts as the platform's",
    allowedBy: 'a trust policy for everybody',
    calls: (world) => [assume(world, 'target', 'platform')],
  },
];
