import { asList, statementsOf } from '../policy/key-policy';
import { isJsonObject, type JsonObject } from '../policy/policy-json';
import { EVIDENCE_BUCKET, SOURCE_BUCKET } from '../proof/claims/buckets';
import { COPY, VOLUME } from '../proof/claims/calls';
import { EXTERNAL_ID } from '../proof/claims/import-steps';
import { roleArn, type World } from '../proof/claims/world';
import { filled } from '../proof/plan/setting';
import { askedBy, externalIdsAskedOf } from './asked-values';
import type { Subject } from './subject/subject';

/** Roles that a trust policy lets in, as far as it names them: those that a Deny spares count, those that a statement keeps out do not. */
export const trustedRoles = (trust: JsonObject | undefined): readonly string[] =>
  askedBy(trust, 'aws:PrincipalArn')
    .flatMap(({ isDeny, view, values }) => (isDeny || values.length > 0 ? values : view.principals))
    .filter((arn) => arn.includes(':role/'));

/** The platform's role, or the only one that the target's role trusts. */
export function platformArnOf({ platform, target }: Subject): string | undefined {
  const [only, ...others] = new Set(platform === undefined ? trustedRoles(target?.trust?.json) : [platform.arn]);
  return others.length > 0 || only?.includes('*') === true ? undefined : only;
}

/** Whether the platform's role trusts services alone, as the role of an instance does, and nobody named another one for the instance. */
export function instanceIsPlatform({ platform, instanceArn }: Subject): boolean {
  if (platform?.trust === undefined || instanceArn !== undefined) return false;
  const principals = statementsOf(platform.trust.json)
    .filter(isJsonObject)
    .filter((statement) => statement['Effect'] === 'Allow')
    .map(({ Principal }) => Principal);
  return (
    principals.length > 0 && principals.every((one) => isJsonObject(one) && asList(one['Service']).length > 0 && one['AWS'] === undefined)
  );
}

/** The role of the platform's instance: whom the platform's role trusts. */
export const instanceOf = ({ platform, instanceArn }: Subject): string | undefined => instanceArn ?? trustedRoles(platform?.trust?.json)[0];

/** The trust policies of both roles, as far as they were given. */
export const trustsOf = ({ platform, target }: Subject): readonly JsonObject[] =>
  [platform?.trust, target?.trust].flatMap((trust) => (trust === undefined ? [] : [trust.json]));

/** External ids that the target's role asks the platform for. */
export const externalIdsAsked = (subject: Subject): readonly string[] =>
  externalIdsAskedOf(platformArnOf(subject), subject.target?.arn ?? '', subject.target?.trust?.json);

/** Names that claims speak of, and what they are for a subject. @param examined ARN that claims have for the examined key, or empty */
export function namesOf(subject: Subject, world: World, examined: string): ReadonlyMap<string, string> {
  const { target, key, sourceBucketArns = [] } = subject;
  const { volumes, copies } = idsOf(subject);
  const pairs: readonly (readonly [string, string | undefined])[] = [
    [roleArn(world, 'target'), target?.arn],
    [roleArn(world, 'platform'), platformArnOf(subject)],
    [roleArn(world, 'instance'), instanceOf(subject)],
    [examined, key?.arn],
    [EXTERNAL_ID, subject.externalId ?? externalIdsAsked(subject)[0]],
    [SOURCE_BUCKET, bucketName(sourceBucketArns[0])],
    [EVIDENCE_BUCKET, undefined],
    [VOLUME, volumes[0]],
    [COPY, copies[0]],
  ];
  return new Map(pairs.flatMap(([sample, real]) => (sample === '' || real === undefined ? [] : [[sample, real] as const])));
}

/** The name of a bucket, out of its ARN. */
export const bucketName = (arn: string | undefined): string | undefined => arn?.split(':')[5];

/** Ids of volumes, and of snapshots that were copied, that are evidence; empty where any is. Where those of one kind are named, all are. */
export function idsOf({ ebsResourceIds = [] }: Subject): { readonly volumes: readonly string[]; readonly copies: readonly string[] } {
  const ids = ebsResourceIds.map((id) => filled(id, '0'));
  const of = (kind: string): readonly string[] => {
    const some = ids.filter((id) => id.startsWith(kind));
    return some.length > 0 ? some : ids;
  };
  return { volumes: of('vol-'), copies: of('snap-') };
}
