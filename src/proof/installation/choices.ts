import { TIGHTENING_LEVELS, type TighteningLevel } from '../../policy/guard';
import { PARTITIONS, type Partition } from '../claims/world';

/** Ways to read volumes that an installation allows. */
export const METHODS = [['create_volume', 'ebs_direct'], ['create_volume'], ['ebs_direct']] as const;

/** What installations of the three modules differ in. */
export interface Choices {
  readonly partition: Partition;
  readonly level: TighteningLevel;
  readonly methods: readonly ('create_volume' | 'ebs_direct')[];
  /** How roles are named in the key policy and in trust policies. */
  readonly principalMatch: 'role_arn' | 'principal_arn';
  /** Whether the roles name their keys and the buckets they read, or take every one of the accounts. */
  readonly keysListed: boolean;
  /** Whether platform and evidence lie in one Region. */
  readonly oneRegion: boolean;
}

/** Every installation that claims are tried on, at some levels. */
export function everyChoice(levels: readonly TighteningLevel[] = TIGHTENING_LEVELS): readonly Choices[] {
  return PARTITIONS.flatMap((partition) =>
    levels.flatMap((level) =>
      METHODS.flatMap((methods) =>
        (['role_arn', 'principal_arn'] as const).flatMap((principalMatch) =>
          [true, false].flatMap((keysListed) =>
            [true, false].map((oneRegion) => ({ partition, level, methods, principalMatch, keysListed, oneRegion })),
          ),
        ),
      ),
    ),
  );
}

/** The choices in a few words, for messages. */
export function inWords({ partition, level, methods, principalMatch, keysListed, oneRegion }: Choices): string {
  return [
    level,
    methods.join(' and '),
    partition,
    principalMatch,
    keysListed ? 'keys listed' : 'every key',
    oneRegion ? 'one Region' : 'two Regions',
  ].join(', ');
}
