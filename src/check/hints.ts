import type { Subject } from '../doctor/subject';
import { asList, statementsOf } from '../policy/key-policy';
import { isJsonObject, type JsonObject } from '../policy/policy-json';

/**
 * What policies tell of an import that nobody described: exact volumes, snapshots and buckets. Taken from what is there before a
 * change, so that a change that leaves them out is seen.
 */
export function hintsIn({ platform, target, key }: Subject): Pick<Subject, 'ebsResourceIds' | 'sourceBucketArns'> {
  const statements = [platform, target]
    .flatMap((role) => role?.identity?.given ?? [])
    .concat(key?.policy ?? [])
    .flatMap(({ json }) => statementsOf(json).filter(isJsonObject));
  const ids = statements.flatMap((statement) => valuesIn(statement, 'kms:EncryptionContext:aws:ebs:id'));
  const buckets = statements
    .filter(({ Sid: sid }) => typeof sid !== 'string' || !sid.startsWith('EvidenceBucket'))
    .flatMap((statement) => [...texts(statement['Resource']), ...valuesIn(statement, 'kms:EncryptionContext:aws:s3:arn')])
    .filter((arn) => /^arn:[^:]+:s3:::[a-z0-9][a-z0-9.-]+(\/\*)?$/.test(arn))
    .map((arn) => arn.replace('/*', ''));
  const exact = ids.filter((id) => /^(vol|snap)-[0-9a-f]+$/.test(id));
  return {
    ...(exact.length > 0 && exact.length === ids.length && { ebsResourceIds: [...new Set(exact)] }),
    ...(buckets.length > 0 && { sourceBucketArns: [...new Set(buckets)] }),
  };
}

const texts = (value: JsonObject[string] | undefined): readonly string[] => asList(value).filter((one) => typeof one === 'string');

const valuesIn = ({ Condition }: JsonObject, key: string): readonly string[] =>
  isJsonObject(Condition) ? Object.values(Condition).flatMap((keys) => (isJsonObject(keys) ? texts(keys[key]) : [])) : [];
