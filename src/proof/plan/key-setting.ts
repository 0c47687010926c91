import { EVIDENCE_KEYS } from '../claims/keys';
import { roleArn, type Partition, type World } from '../claims/world';
import { WHERES } from '../claims/attack';
import type { PlannedModule } from './planned-modules';
import { ebsIds, levelOf, regionsOf, unusedNames, worldIn, type Setting } from './setting';
import { rolesNamedBy, statementViews, type StatementView } from './statement-view';

const accountOf = (arn: string): string => arn.split(':')[4] ?? '';

/** What the statements of a key policy's module tell of its inputs. */
export function keySetting(module: PlannedModule, partition: Partition): Setting {
  const views = statementViews(Object.values(module.policies));
  const { world, regions } = worldIn(partition, regionsOf([...views.values()]), {});
  const use = views.get('CadoResponseEbsUse');
  const isCopied = use === undefined || use.actions.length > 1;
  const roles = rolesOf(views, isCopied);
  return {
    level: levelOf(views.values()),
    methods: isCopied ? ['create_volume', 'ebs_direct'] : ['ebs_direct'],
    world,
    names: new Map([
      ...unusedNames(module, world),
      [world.accounts.platform, accountOf(roles.platform)],
      [world.accounts.target, accountOf(roles.target)],
      [world.regions.platform, regions.platform],
      [world.regions.evidence, regions.evidence],
      ...ebsIds(views.values()),
      [roleArn(world, 'platform'), roles.platform],
      [roleArn(world, 'target'), roles.target],
      ...sourceIn(world, views.get('CadoResponseS3Decrypt')),
    ]),
    instanceTags: {},
    chosen: new Set(WHERES),
    keys: new Set(EVIDENCE_KEYS),
    statements: views,
  };
}

/** The role that reads in the target account, and another one; one role may be both. */
function rolesOf(views: ReadonlyMap<string, StatementView>, isCopied: boolean): { readonly platform: string; readonly target: string } {
  const every = rolesNamedBy(views.get('CadoResponseDescribeKey'));
  const reading = rolesNamedBy(views.get('CadoResponseS3Decrypt') ?? (isCopied ? undefined : views.get('CadoResponseEbsUse')));
  const target = reading[0] ?? every.at(-1) ?? '';
  return { target, platform: every.find((arn) => !reading.includes(arn) && arn !== target) ?? target };
}

function sourceIn(_world: World, view: StatementView | undefined): ReadonlyMap<string, string> {
  const arns = (view?.conditions ?? []).filter(({ key }) => key === 'kms:EncryptionContext:aws:s3:arn').flatMap(({ values }) => values);
  const bucket = arns.map((arn) => arn.split(':')[5]?.split('/')[0] ?? '').find((name) => name !== '*' && name !== '');
  return new Map(bucket === undefined ? [] : [['example-source', bucket]]);
}
