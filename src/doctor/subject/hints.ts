import { covers } from '../../policy/globs';
import { asList, statementsOf } from '../../policy/key-policy';
import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';
import { valuesAskedFor } from '../asked-values';
import type { Subject } from './subject';

/**
 * What policies tell of an import that nobody described: exact volumes, snapshots and buckets. Taken from what is there before a
 * change, so that a change that leaves them out is seen.
 */
export function hintsIn({ platform, target, key }: Subject): Pick<Subject, 'ebsResourceIds' | 'sourceBucketArns'> {
  const statements = [platform, target]
    .flatMap((role) => role?.identity?.given ?? [])
    .concat(key?.policy ?? [])
    .flatMap(({ json }) => statementsOf(json).filter(isJsonObject));
  const snapshots = statements.filter(({ Effect, Action }) => Effect === 'Allow' && texts(Action).some(makesSnapshots));
  const ids = [
    ...statements.flatMap((statement) => valuesIn(statement, 'kms:EncryptionContext:aws:ebs:id')),
    ...volumesIn(snapshots.flatMap(({ Resource }) => texts(Resource))),
  ];
  const buckets = bucketsIn(
    statements
      .filter(({ Sid: sid }) => !isPlatformBucket(sid))
      .flatMap((statement) => [...texts(statement['Resource']), ...valuesIn(statement, 'kms:EncryptionContext:aws:s3:arn')]),
  );
  const exact = ids.filter((id) => /^(vol|snap)-[0-9a-f]+$/.test(id));
  return {
    ...(exact.length > 0 && exact.length === ids.length && { ebsResourceIds: [...new Set(exact)] }),
    ...(buckets.length > 0 && { sourceBucketArns: [...new Set(buckets)] }),
  };
}

/** Buckets whose objects policies let the role read that reads evidence. The platform's own bucket is none. */
export function bucketsRead({ platform, target, key }: Subject): readonly string[] {
  const statements = ((target ?? platform)?.identity?.given ?? [])
    .flatMap(({ json }) => statementsOf(json))
    .filter(isJsonObject)
    .filter(({ Sid: sid, Effect, Action }) => Effect === 'Allow' && !isPlatformBucket(sid) && texts(Action).some(readsObjects));
  const named = statements.flatMap(({ Resource }) => bucketsIn(texts(Resource)));
  const found = named.length > 0 ? named : bucketsIn(valuesAskedFor(key?.policy?.json, 'kms:EncryptionContext:aws:s3:arn'));
  return [...new Set(found)];
}

/** Volumes that ARNs name; `vol-*` where one is a pattern, so that they name no exact ones. */
const volumesIn = (arns: readonly string[]): readonly string[] =>
  arns.flatMap((arn) => /^arn:[^:]+:ec2:[^:]*:[^:]*:volume\/(.+)$/.exec(arn)?.[1] ?? []);

const makesSnapshots = (action: string): boolean => covers(action.toLowerCase(), 'ec2:createsnapshot');
const readsObjects = (action: string): boolean => covers(action.toLowerCase(), 's3:getobject');
const isPlatformBucket = (sid: Json | undefined): boolean => typeof sid === 'string' && sid.startsWith('EvidenceBucket');

/** ARNs of the buckets that ARNs of buckets, or of all their objects, name in full. */
const bucketsIn = (arns: readonly string[]): readonly string[] =>
  arns.filter((arn) => /^arn:[^:]+:s3:::[a-z0-9][a-z0-9.-]+(\/\*)?$/.test(arn)).map((arn) => arn.replace('/*', ''));

const texts = (value: JsonObject[string] | undefined): readonly string[] => asList(value).filter((one) => typeof one === 'string');

const valuesIn = ({ Condition }: JsonObject, key: string): readonly string[] =>
  isJsonObject(Condition) ? Object.values(Condition).flatMap((keys) => (isJsonObject(keys) ? texts(keys[key]) : [])) : [];
