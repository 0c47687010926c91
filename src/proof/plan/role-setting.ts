import { chosenIn, instanceTags } from './chosen';
import { EVIDENCE_BUCKET, SOURCE_BUCKET } from '../claims/buckets';
import { EXTERNAL_ID } from '../claims/import-steps';
import { EVIDENCE_KEYS, keyAccount, keyArn, keyRegion, PLATFORM_KEYS, type KeyName } from '../claims/keys';
import { roleArn, type Partition, type RoleSide, type World } from '../claims/world';
import type { PlannedModule } from './planned-modules';
import { ebsIds, filled, levelOf, regionsOf, unusedNames, worldIn, type Setting } from './setting';
import { rolesNamedBy, statementViews, valuesOf, type StatementView } from './statement-view';

type Views = ReadonlyMap<string, StatementView>;

const accountOf = (arn: string): string => arn.split(':')[4] ?? '';
const regionOf = (arn: string): string => arn.split(':')[3] ?? '';
const isPattern = (arn: string): boolean => arn.includes('*');

/** What the policies of a role's module tell of its inputs. */
export function roleSetting(module: PlannedModule, partition: Partition): Setting {
  const side: RoleSide = module.name === 'cado-role' ? 'platform' : 'target';
  const views = statementViews(Object.values(module.policies));
  const trust = statementViews(module.trust === undefined ? [] : [module.trust]).get('AssumeRole');
  const patterns = keyPatterns(views);
  const evidenceAccount = side === 'target' ? module.account : foreignAccount(module, views, patterns);
  const known = knownRegions(views, patterns);
  const inReach = (arn: string): boolean => known.length === 0 || known.includes(regionOf(arn));
  const listed = (account: string): string | undefined =>
    patterns.find((arn) => !isPattern(arn) && accountOf(arn) === account && inReach(arn));
  const evidenceKey = listed(evidenceAccount);
  const bucketRegion = regionsOf([views.get('EvidenceBucketKey')])[0];
  const { world, regions } = worldIn(partition, known.length > 0 ? known : valuesOf(views.get('TempKeyReplicate'), 'kms:ReplicaRegion'), {
    platform: bucketRegion ?? (side === 'platform' ? regionIn(listed(module.account)) : undefined),
    evidence: regionIn(evidenceKey),
  });
  const accounts = { platform: side === 'platform' ? module.account : platformAccount(views, trust), target: evidenceAccount };
  const tags = instanceTags(views, module.inputs);
  const unused = unusedNames(module, world);
  const keys = keysIn(world, side, { regions, accounts, partition }, patterns);
  return {
    level: levelOf(views.values()),
    methods: methodsOf(views),
    world,
    names: new Map([
      ...unused,
      [world.accounts.platform, accounts.platform],
      [world.accounts.target, accounts.target],
      [world.regions.platform, regions.platform],
      [world.regions.evidence, regions.evidence],
      ...ebsIds(views.values()),
      ...roleNames(module, side, world, trust, views, accounts),
      ...keys,
      ...otherNames(world, views, trust, unused.get(world.accounts.member) ?? '', unused.get(world.accounts.stranger) ?? ''),
    ]),
    instanceTags: tags,
    chosen: chosenIn({ views, trust, regions: known, isApart: accounts.platform !== accounts.target, tags, inputs: module.inputs }),
    keys: new Set([
      ...ALWAYS,
      ...(side === 'platform' && views.has('EvidenceBucketKey') ? (['evidence bucket'] as const) : []),
      ...namesOf(world, keys),
    ]),
    statements: new Map([...views, ...(trust === undefined ? [] : [['AssumeRole', trust] as const])]),
  };
}

/** Keys that need no pattern: AWS lets them be used, or a statement of their own speaks of them. */
const ALWAYS: readonly KeyName[] = ['aws/ebs of the platform', 'aws/ebs of the target', 'temporary', 'temporary replica', 'member'];

const regionIn = (arn: string | undefined): string | undefined => (arn === undefined ? undefined : regionOf(arn));

/** Keys that the role may use, the temporary ones left out. */
const keyPatterns = (views: Views): readonly string[] =>
  [...new Set(['KmsUse', 'KmsS3Decrypt', 'KmsLambdaDecrypt'].flatMap((sid) => views.get(sid)?.resources ?? []))].filter(
    (arn) => !arn.endsWith(':key/mrk-*'),
  );

/** An account that evidence lies in, besides the platform's own. */
function foreignAccount({ account }: PlannedModule, views: Views, patterns: readonly string[]): string {
  const targets = (views.get('AssumeTargets')?.resources ?? []).map(accountOf);
  return [...patterns.map(accountOf), ...targets].find((other) => other !== account) ?? '900000000099';
}

/** Where keys may be used; empty: anywhere. */
function knownRegions(views: Views, patterns: readonly string[]): readonly string[] {
  const services = regionsOf(
    ['KmsUse', 'KmsCreateGrant', 'KmsS3Decrypt', 'KmsLambdaDecrypt', 'TempKeyUse', 'KmsUseInOrganization'].map((sid) => views.get(sid)),
  );
  if (services.length > 0) return services;
  const temporary = ['TempKeyAliasTarget', 'TempKeyUse'].flatMap((sid) => views.get(sid)?.resources ?? []);
  const every = patterns.filter((arn) => arn.endsWith(':key/*'));
  return [...new Set((every.length > 0 ? every : temporary).map(regionOf))].filter((region) => region !== '*');
}

function methodsOf(views: Views): Setting['methods'] {
  const isCopied = ['SnapshotCopy', 'ImageCopy', 'VolumeCreate', 'SnapshotShare', 'TempKeyCreate', 'TempKeyUse'].some((sid) =>
    views.has(sid),
  );
  return [...(isCopied ? (['create_volume'] as const) : []), ...(views.has('SnapshotReadBlocks') ? (['ebs_direct'] as const) : [])];
}

/** The platform's account, as the target's role shares snapshots with it, or trusts it. */
const platformAccount = (views: Views, trust: StatementView | undefined): string =>
  valuesOf(views.get('SnapshotShare'), 'ec2:Add/userId')[0] ??
  (views.get('TempKeyUse')?.resources ?? []).map(accountOf)[0] ??
  accountOf(rolesNamedBy(trust)[0] ?? '');

interface Place {
  readonly partition: string;
  readonly regions: { readonly platform: string; readonly evidence: string };
  readonly accounts: Readonly<Record<RoleSide, string>>;
}

/** Keys of the world that patterns cover, by the ARN they have there. */
function keysIn(
  world: World,
  side: RoleSide,
  { partition, regions, accounts }: Place,
  patterns: readonly string[],
): ReadonlyMap<string, string> {
  const names: readonly KeyName[] = side === 'platform' ? [...EVIDENCE_KEYS, ...PLATFORM_KEYS] : EVIDENCE_KEYS;
  const found = names.flatMap((name) => {
    const [account, region] = [
      accounts[keyAccount(name) === 'platform' ? 'platform' : 'target'],
      keyRegion(world, name) === world.regions.platform ? regions.platform : regions.evidence,
    ];
    const start = `arn:${partition}:kms:${region}:${account}:key/`;
    const usual = start + keyArn(world, name).split('/')[1];
    const real = patterns.some((pattern) => isPattern(pattern) && isLike(pattern, usual))
      ? usual
      : patterns.find((pattern) => pattern.startsWith(start));
    return real === undefined ? [] : [[keyArn(world, name), real] as const];
  });
  return new Map(found);
}

const isLike = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  ).test(text);

const namesOf = (world: World, keys: ReadonlyMap<string, string>): readonly KeyName[] =>
  [...EVIDENCE_KEYS, ...PLATFORM_KEYS].filter((name) => keys.has(keyArn(world, name)));

/** The roles of both sides, and the platform's instance. */
function roleNames(
  { partition, account, role = '/' }: PlannedModule,
  side: RoleSide,
  world: World,
  trust: StatementView | undefined,
  views: Views,
  accounts: Place['accounts'],
): ReadonlyMap<string, string> {
  const own = `arn:${partition}:iam::${account}:role${role}`;
  const trusted = rolesNamedBy(trust);
  const targets = views.get('AssumeTargets')?.resources ?? [];
  if (side === 'platform') {
    return new Map([
      [roleArn(world, 'platform'), own],
      [roleArn(world, 'instance'), trusted[0] ?? own],
      ...(targets.length === 0
        ? []
        : [[roleArn(world, 'target'), targets.find((arn) => accountOf(arn) === accounts.target) ?? targets[0] ?? ''] as const]),
    ]);
  }
  return new Map([
    [roleArn(world, 'target'), own],
    [roleArn(world, 'platform'), trusted.find((arn) => accountOf(arn) === accounts.platform) ?? trusted[0] ?? own],
    // An instance's role that nobody trusts, whatever it is called.
    [roleArn(world, 'instance'), `arn:${partition}:iam::${accounts.platform}:role/NotTrusted-${account}`],
  ]);
}

/** Buckets, aliases, log groups, the worker's role, external id and organisation. */
function otherNames(
  world: World,
  views: Views,
  trust: StatementView | undefined,
  memberAccount: string,
  strangerAccount: string,
): ReadonlyMap<string, string> {
  const first = (sid: string): string | undefined => views.get(sid)?.resources[0];
  const bucketIn = (arn: string | undefined): string | undefined => arn?.split(':')[5]?.split('/')[0];
  const source = bucketIn(first('S3ReadBuckets'));
  const member = views.get('AssumeTargetsInOrganization')?.resources[0];
  const organization = [
    ...valuesOf(views.get('AssumeTargetsInOrganization'), 'aws:ResourceOrgID'),
    ...valuesOf(trust, 'aws:PrincipalOrgID'),
  ][0];
  const pairs: readonly (readonly [string, string | undefined])[] = [
    [SOURCE_BUCKET, source === '*' ? undefined : source],
    [EVIDENCE_BUCKET, bucketIn(first('EvidenceBucket'))],
    [keyArn(world, 'evidence bucket'), first('EvidenceBucketKey')],
    ['alias/CadoResponse-KMS-Alias-1', mapped(first('TempKeyAlias'), (arn) => filled(arn.slice(arn.indexOf('alias/')), '1'))],
    ['log-group:/aws/lambda/web', mapped(first('LambdaReadLogs'), (arn) => `log-group:${filled(arn.split(':')[6] ?? '', 'web')}`)],
    [`arn:${world.partition}:iam::${world.accounts.platform}:role/CadoResponseWorker`, first('CorePassRole')],
    [roleArn(world, 'target').replace(world.accounts.target, world.accounts.member), member?.replace('*', memberAccount)],
    [roleArn(world, 'stranger'), member?.replace('*', strangerAccount)],
    [EXTERNAL_ID, valuesOf(trust, 'sts:ExternalId')[0]],
    [world.organizationId, organization],
  ];
  return new Map(pairs.flatMap(([sample, real]) => (real === undefined ? [] : [[sample, real] as const])));
}

const mapped = (value: string | undefined, change: (value: string) => string): string | undefined =>
  value === undefined ? undefined : change(value);
