import {
  KMS_KEY_POLICY_OWN_PRINCIPALS as PRINCIPALS,
  KMS_KEY_POLICY_OWN_STATEMENTS as OWN,
} from '../../catalogue/kms-key-policy/own-statements';
import { compactText } from '../../policy-text/compact-text';
import type { EstateRole } from '../../estate/estate';
import { KEY_ARN } from '../../catalogue/arn-patterns';
import { goneInWords, gonePrincipals } from '../../policy/gone-principals';
import { policyWriters } from '../../policy/lockout';
import { foreignUnderOwnSid } from '../../policy/merge-key-policy';
import { KEY_POLICY_MAX_BYTES, policyBytes, TRUST_POLICY_MAX_CHARACTERS } from '../../policy/policy-size';
import type { JsonObject } from '../../policy/policy-json';
import { mayBeChanged } from '../key-writers';
import { accountOf } from '../scene';
import type { Subject } from '../subject/subject';
import { additionsTo, policyOf, type Addition } from './addition';
import type { ChangedDocument } from './changed-documents';
import { isBeside } from './placed';

/** What keeps a patch from being applied, in sentences; empty where nothing does. */
export const patchProblems = (subjects: readonly Subject[], documents: readonly ChangedDocument[]): readonly string[] =>
  documents.flatMap((document) => {
    switch (policyOf(document.place)) {
      case 'key policy':
        return keyProblems(document);
      case 'trust':
        return trustProblems(document);
      case 'policy':
        return inlineProblems(roleOf(subjects, document.owner), document);
    }
  });

/** What whoever applies a patch must know, in sentences. */
export const patchCautions = (documents: readonly ChangedDocument[], additions: readonly Addition[]): readonly string[] => [
  ...documents.flatMap(({ place, after, owner }) =>
    place === 'key policy' && policyWriters(JSON.parse(after) as JsonObject, accountOf(owner)) === 'somebody under a condition'
      ? [`The policy of ${owner} can be changed under a condition alone, such as MFA, before and after: make sure that somebody meets it`]
      : [],
  ),
  ...documents.flatMap(({ place, after, owner }) => {
    const ids = place === 'key policy' || policyOf(place) === 'trust' ? gonePrincipals(JSON.parse(after) as JsonObject) : [];
    return ids.length === 0 ? [] : [goneInWords(`The ${place === 'key policy' ? '' : 'trust '}policy of ${owner}`, ids)];
  }),
  ...documents.flatMap(({ owner }) => {
    const sids = additionsTo(additions, 'key policy', owner)
      .filter(isBeside)
      .map(({ statement }) => statement.Sid);
    return sids.length === 0
      ? []
      : [
          `${sids.join(', ')} stand beside statements of ours that others rely on, and cado-kms-key-policy does not know these Sids. Take them out of the policy of ${owner} once the module manages it`,
        ];
  }),
];

function keyProblems({ before, after, owner }: ChangedDocument): readonly string[] {
  const bytes = policyBytes(after);
  const foreign = foreignUnderOwnSid(JSON.parse(before) as JsonObject, OWN, PRINCIPALS);
  const account = accountOf(owner);
  return [
    ...(bytes > KEY_POLICY_MAX_BYTES
      ? [`The key policy would have ${bytes} bytes, and KMS takes ${KEY_POLICY_MAX_BYTES}. ${mendOfSize(after)}`]
      : []),
    ...(foreign.length > 0
      ? [
          `The key policy has statements under ${foreign.join(', ')} that no release of cado-kms-key-policy wrote. Give them another Sid first`,
        ]
      : []),
    ...(isNobodys(JSON.parse(after) as JsonObject, owner)
      ? [
          `The key policy leaves nobody in the account ${account} who may change it, before and after. Let whoever administers the key do so first, e.g. {"Effect":"Allow","Principal":{"AWS":"arn:${owner.split(':')[1] ?? 'aws'}:iam::${account}:role/KeyAdmin"},"Action":"kms:PutKeyPolicy","Resource":"*"}; where nobody can, AWS Support has to`,
        ]
      : []),
  ];
}

function mendOfSize(after: string): string {
  const compact = policyBytes(compactText(after));
  return compact <= KEY_POLICY_MAX_BYTES
    ? `Without whitespace between its tokens it would have ${compact}: give the policy without it, e.g. as jq -c . key-policy.json prints it`
    : 'Take statements out first, or use a grant';
}

const IS_KEY = new RegExp(KEY_ARN);

const isNobodys = (json: JsonObject, arn: string): boolean =>
  IS_KEY.test(arn) ? !mayBeChanged({ name: 'key policy', json }, arn) : policyWriters(json, accountOf(arn)) === 'nobody';

function trustProblems({ after, owner }: ChangedDocument): readonly string[] {
  const characters = minified(after);
  if (characters <= TRUST_POLICY_MAX_CHARACTERS) return [];
  return [
    `The trust policy of ${owner} would have ${characters} characters, and IAM takes ${TRUST_POLICY_MAX_CHARACTERS} unless the quota was raised`,
  ];
}

/** The most that a role's inline policies may hold together. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const INLINE_MAX_CHARACTERS = 10_240;

function inlineProblems(role: EstateRole | undefined, { after, owner, policyName = '' }: ChangedDocument): readonly string[] {
  const others = (role?.identity?.given ?? [])
    .filter(({ inlineName }) => inlineName !== undefined && inlineName.toLowerCase() !== policyName.toLowerCase())
    .reduce((sum, { json }) => sum + JSON.stringify(json).length, 0);
  if (minified(after) + others <= INLINE_MAX_CHARACTERS) return [];
  const own = minified(after);
  const beside = others === 0 ? '' : ` with the ${others} of its other inline policies`;
  const mend =
    own > INLINE_MAX_CHARACTERS
      ? 'Give fewer keys at once, and make a managed policy of each result'
      : 'Make a managed policy of one of the others first';
  return [
    `The inline policy ${policyName} of ${owner} would have ${own} characters${beside}, and IAM takes ${INLINE_MAX_CHARACTERS} for all inline policies of a role. ${mend}`,
  ];
}

const minified = (text: string): number => JSON.stringify(JSON.parse(text)).length;

const roleOf = (subjects: readonly Subject[], arn: string): EstateRole | undefined =>
  subjects.flatMap(({ platform, target }) => [platform, target]).find((role) => role?.arn === arn);
