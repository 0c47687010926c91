import { guessedInWords } from '../doctor/report/guessed-in-words';
import type { Scene } from '../doctor/scene';
import { notGiven } from '../doctor/subject/not-given';
import type { PageScope } from './page-data';

/** What is decided upon besides the key, the roles and their policies. */
export function scopeOf({ subject, platformRegion, evidenceRegions }: Scene): PageScope {
  const guessed = guessedInWords(subject);
  return {
    platformRegion,
    evidenceRegions,
    methods: subject.methods,
    protects: subject.protects,
    ...(guessed !== undefined && { guessed }),
    assumed: assumedFor(subject),
    notGiven: notGiven(subject),
  };
}

/** What evidence and requests are taken to be, each in words. */
const assumedFor = ({
  ebsResourceIds,
  sourceBucketArns,
  externalId,
  organizationId,
  context = {},
}: Scene['subject']): readonly string[] => [
  ...(ebsResourceIds === undefined ? [] : [`volumes and snapshots ${ebsResourceIds.join(', ')}`]),
  ...(sourceBucketArns === undefined ? [] : [`buckets ${sourceBucketArns.join(', ')}`]),
  ...(externalId === undefined ? [] : [`external id ${externalId}`]),
  ...(organizationId === undefined ? [] : [`organisation ${organizationId}`]),
  ...Object.entries(context).map(([key, values]) => `every request has ${key} ${[values].flat().join(', ')}`),
];
