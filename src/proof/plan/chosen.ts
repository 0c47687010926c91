import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';
import type { Where } from '../claims/attack';
import { valuesOf, type StatementView } from './statement-view';

type Views = ReadonlyMap<string, StatementView>;

const TAG = 'ssm:resourceTag/';

/** Tags that instances must have: those that any statement asks for, and those that the module's call gives. */
export function instanceTags(views: Views, inputs: JsonObject): Readonly<Record<string, string>> {
  const conditions = ['SsmCommandInstances', 'SsmSessionInstances'].flatMap((sid) => views.get(sid)?.conditions ?? []);
  const asked = conditions.filter(({ key }) => key.startsWith(TAG)).map(({ key, values }) => [key.slice(TAG.length), values[0] ?? '']);
  const given = isJsonObject(inputs['ssm_instance_tags']) ? Object.entries(inputs['ssm_instance_tags']) : [];
  return Object.fromEntries([...asked, ...given.filter(([, value]) => typeof value === 'string')]);
}

/** Of what is told whether something was chosen. */
export interface Signs {
  readonly views: Views;
  readonly trust: StatementView | undefined;
  /** Where keys may be used; empty: anywhere. */
  readonly regions: readonly string[];
  /** Whether platform and evidence lie in different accounts. */
  readonly isApart: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** Inputs that are known for sure. */
  readonly inputs: JsonObject;
}

/** What was chosen, told by any statement that shows it, or by the call of the module. */
export function chosenIn({ views, trust, regions, isApart, tags, inputs }: Signs): ReadonlySet<Where> {
  const sources = [
    ...(views.get('S3ReadObjects')?.resources ?? []),
    ...valuesOf(views.get('KmsS3Decrypt'), 'kms:EncryptionContext:aws:s3:arn'),
  ];
  const holds: Readonly<Record<Where, boolean>> = {
    'sources are named': isGiven(inputs['evidence_source_bucket_arns']) || !sources.some((arn) => arn.includes(':::*')),
    'instances are tagged': Object.keys(tags).length > 0 || !views.has('SsmCommandInstances'),
    'Regions are named': regions.length > 0,
    'an external id is asked for': valuesOf(trust, 'sts:ExternalId').length > 0 || isGiven(inputs['external_id']),
    'an organisation is asked for': valuesOf(trust, 'aws:PrincipalOrgID').length > 0 || isGiven(inputs['organization_id']),
    'only what is being made is named': !views.has('TagAfterCreating'),
    'aliases are kept': !views.has('TempKeyAliasDelete'),
    'the platform has an account of its own': isApart,
  };
  return new Set((Object.keys(holds) as readonly Where[]).filter((where) => holds[where]));
}

const isGiven = (value: Json | undefined): boolean => value !== undefined && value !== null;
