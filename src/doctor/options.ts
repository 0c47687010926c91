import { PLATFORM_REGION_INPUT } from '../catalogue/common-inputs';
import { keyArn, oneOf, regionCodes, roleArn, bucketArns, someOf } from '../catalogue/input-rules';
import { TIGHTENING_LEVELS, type TighteningLevel } from '../policy/guard';
import { inputProblems, type InputRule } from '../policy/input-spec';
import { METHOD_NAMES, PROTECTED, type Method, type Protected, type Subject } from './subject';

/** What describes an import on the command line, as given. */
export interface ImportOptions {
  readonly platformRole?: string;
  readonly targetRole?: string;
  readonly instanceRole?: string;
  readonly keyArn?: string;
  readonly platformRegion?: string;
  readonly evidenceRegion?: readonly string[];
  readonly method?: readonly string[];
  readonly protects?: readonly string[];
  readonly level?: string;
  readonly ebsResourceId?: readonly string[];
  readonly sourceBucket?: readonly string[];
  readonly externalId?: string;
  readonly organizationId?: string;
  readonly context?: readonly string[];
}

/** An import as options describe it. */
export interface ImportDescription extends Omit<Subject, 'platform' | 'target' | 'key' | 'serviceControl'> {
  readonly platformArn?: string;
  readonly targetArn?: string;
  readonly keyArn?: string;
}

const RULES: readonly (readonly [option: keyof ImportOptions, label: string, rules: readonly InputRule[]])[] = [
  ['platformRole', '--platform-role', [roleArn]],
  ['targetRole', '--target-role', [roleArn]],
  ['instanceRole', '--instance-role', [roleArn]],
  ['keyArn', '--key-arn', [keyArn]],
  ['platformRegion', '--platform-region', PLATFORM_REGION_INPUT.rules],
  ['evidenceRegion', '--evidence-region', [regionCodes]],
  ['method', '--method', [someOf(METHOD_NAMES)]],
  ['protects', '--protects', [someOf(PROTECTED)]],
  ['level', '--level', [oneOf(TIGHTENING_LEVELS, 'pinned')]],
  ['sourceBucket', '--source-bucket', [bucketArns]],
];

/** Everything that is wrong with options, a sentence each. */
export function optionProblems(options: ImportOptions): readonly string[] {
  const wrong = RULES.flatMap(([option, label, rules]) =>
    inputProblems({ name: label, type: 'string', nullable: true, description: '', rules }, options[option], label),
  );
  const arns = [options.platformRole, options.targetRole, options.instanceRole, options.keyArn].flatMap((arn) => arn ?? []);
  const partitions = new Set(arns.map((arn) => arn.split(':')[1]));
  const pairs = (options.context ?? []).filter((pair) => !/^[^=]+=/.test(pair));
  return [
    ...wrong,
    ...(partitions.size > 1
      ? [`${arns.join(', ')} lie in different partitions, and nothing crosses partitions. Give ARNs of one partition`]
      : []),
    ...pairs.map((pair) => `--context ${JSON.stringify(pair)} is no pair. Accepted: aws:SourceIp=203.0.113.7`),
  ];
}

/** The import that options describe. @param options without {@link optionProblems} */
export function importOf(options: ImportOptions): ImportDescription {
  const { platformRole, targetRole, instanceRole, platformRegion, level, ebsResourceId, sourceBucket, externalId, organizationId } =
    options;
  return {
    ...(platformRole !== undefined && { platformArn: platformRole }),
    ...(targetRole !== undefined && { targetArn: targetRole }),
    ...(instanceRole !== undefined && { instanceArn: instanceRole }),
    ...(options.keyArn !== undefined && { keyArn: options.keyArn }),
    ...(platformRegion !== undefined && { platformRegion }),
    evidenceRegions: options.evidenceRegion ?? [],
    methods: (options.method ?? METHOD_NAMES) as readonly Method[],
    protects: (options.protects ?? ['ebs']) as readonly Protected[],
    ...(level !== undefined && { level: level as TighteningLevel }),
    ...(ebsResourceId !== undefined && { ebsResourceIds: ebsResourceId }),
    ...(sourceBucket !== undefined && { sourceBucketArns: sourceBucket }),
    ...(externalId !== undefined && { externalId }),
    ...(organizationId !== undefined && { organizationId }),
    context: Object.fromEntries(
      (options.context ?? []).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    ),
  };
}
