import { TIGHTENING_LEVELS, type TighteningLevel } from '../../policy/guard';
import type { Where } from '../claims/attack';
import { COPY, VOLUME } from '../claims/calls';
import type { KeyName } from '../claims/keys';
import { PARTITIONS, worldOf, type Partition, type World } from '../claims/world';
import type { PlannedModule } from './planned-modules';
import { valuesOf, type StatementView } from './statement-view';

/** What a planned module's policies tell of its inputs, as far as claims need it. A plan does not hold the inputs of a module. */
export interface Setting {
  readonly level: TighteningLevel;
  readonly methods: readonly ('create_volume' | 'ebs_direct')[];
  /** The world that claims are told in. */
  readonly world: World;
  /** Names of that world, and what they are in the plan. */
  readonly names: ReadonlyMap<string, string>;
  /** Tags that instances must have. */
  readonly instanceTags: Readonly<Record<string, string>>;
  readonly chosen: ReadonlySet<Where>;
  /** Keys of that world that the module speaks of. */
  readonly keys: ReadonlySet<KeyName>;
  readonly statements: ReadonlyMap<string, StatementView>;
}

/** The partition of a module, if claims are made for it. */
export const knownPartition = ({ partition }: PlannedModule): Partition | undefined => PARTITIONS.find((known) => known === partition);

/** Condition keys by which a level is told, tightest first. */
const SIGNS: readonly (readonly [TighteningLevel, RegExp])[] = [
  ['pinned', /^kms:(GrantOperations|GrantConstraintType|CallerAccount)$/],
  ['encryption_context', /^kms:EncryptionContext:/],
  ['via_service', /^kms:ViaService$/],
  ['aws_resources', /^kms:GrantIsForAWSResource$/],
];

/** The tightest level of which any statement shows a sign: one condition that is missing elsewhere does not lower it. */
export function levelOf(statements: Iterable<StatementView>): TighteningLevel {
  const keys = [...statements].flatMap(({ conditions }) => conditions.map(({ key }) => key));
  return SIGNS.find(([, sign]) => keys.some((key) => sign.test(key)))?.[0] ?? TIGHTENING_LEVELS[0];
}

/** Regions of the services through which statements let keys be used. */
export const regionsOf = (views: readonly (StatementView | undefined)[]): readonly string[] => [
  ...new Set(views.flatMap((view) => valuesOf(view, 'kms:ViaService')).flatMap((service) => service.split('.')[1] ?? [])),
];

/** Ids of a volume and of a copied snapshot that statements speak of. */
export function ebsIds(statements: Iterable<StatementView>): ReadonlyMap<string, string> {
  const patterns = [...statements].flatMap((view) => valuesOf(view, 'kms:EncryptionContext:aws:ebs:id'));
  const named = (start: string): string | undefined => patterns.find((pattern) => pattern.startsWith(start));
  const volume = named('vol-') ?? named('snap-') ?? VOLUME;
  const copy = named('snap-') ?? named('vol-') ?? COPY;
  return new Map([
    [VOLUME, filled(volume, '0')],
    [COPY, filled(copy, '0')],
  ]);
}

/** A text that fits a pattern. */
export const filled = (pattern: string, by: string): string => pattern.replaceAll('*', by);

/** Account numbers and a Region of the world, each one that the module does not speak of where nothing else is known. */
export function unusedNames(module: PlannedModule, world: World): ReadonlyMap<string, string> {
  const text = JSON.stringify([module.trust ?? {}, module.policies, module.account]);
  const free = Array.from({ length: 99 }, (_, index) => `9000000000${String(index).padStart(2, '0')}`).filter(
    (number) => !text.includes(number),
  );
  const regions = Array.from({ length: 9 }, (_, index) => world.regions.elsewhere.replace(/\d$/, String(index + 1)));
  return new Map([
    ...Object.values(world.accounts).map((account, index) => [account, free[index] ?? account] as const),
    [world.regions.elsewhere, regions.find((region) => !text.includes(region)) ?? world.regions.elsewhere] as const,
  ]);
}

/** The Regions of platform and evidence: those wished for, or one of the known ones. @param known where it is empty, each Region will do */
export function worldIn(
  partition: Partition,
  known: readonly string[],
  wished: { readonly platform?: string | undefined; readonly evidence?: string | undefined },
): { readonly world: World; readonly regions: { readonly platform: string; readonly evidence: string } } {
  const usual = worldOf(partition).regions;
  const choices = known.length > 0 ? known : [usual.platform, usual.evidence];
  const platform = wished.platform ?? choices.find((region) => region !== wished.evidence) ?? choices[0] ?? usual.platform;
  const evidence = wished.evidence ?? choices.find((region) => region !== platform) ?? platform;
  return { world: worldOf(partition, platform === evidence), regions: { platform, evidence } };
}
