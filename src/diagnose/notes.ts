import { asksOfOthers } from './other-policies';
import { levelOf, type Fit } from './fit';
import { needInWords } from './need';
import type { PolicyChange } from './policy-changes';
import { isInOwnAccount, type Reading } from './reading';

/** What else is to be said of a call that an import makes, a sentence each. */
export function notesFor(reading: Reading, fit: Fit, changes: readonly PolicyChange[]): readonly string[] {
  const notes = sentences(reading, fit, changes);
  return notes.length + changes.length > 0 ? notes : ['No statement of the modules is proved to let it through. Add nothing'];
}

function sentences(reading: Reading, fit: Fit, changes: readonly PolicyChange[]): readonly string[] {
  const { denied } = reading;
  const { refusal } = denied;
  const need = needInWords(fit.need, fit.others, reading);
  return [
    ...asksOfOthers(reading),
    ...(need === undefined ? [] : [need]),
    ...takenService(reading, fit),
    ...bothHalves(reading),
    ...unknownShare(reading),
    ...(changes.length === 0 ? nothingOfOurs(reading) : scopes(reading, changes)),
    ...(refusal.by === 'unknown' && !refusal.isExplicit ? unknownRefuser(reading, changes) : []),
  ];
}

/** Nothing tells which service it was. */
function takenService({ denied }: Reading, { requests }: Fit): readonly string[] {
  const { how } = denied.through;
  const via = requests[0]?.context?.['kms:ViaService'];
  if (!denied.action.startsWith('kms:') || denied.action === 'kms:DescribeKey' || (how !== 'a hidden service' && how !== 'unknown'))
    return [];
  const taken = typeof via === 'string' ? via.split('.', 1)[0] : 'a direct call';
  const known =
    how === 'unknown' ? 'The message does not tell through which service it came' : 'CloudTrail does not name the service that made it';
  return [
    `${known}. It is taken for ${taken}${taken === 'ec2' ? ' (EBS), as which volumes are read' : ''}; the event of kms.amazonaws.com may tell more`,
  ];
}

/** KMS checks two actions for one call. */
const bothHalves = ({ denied }: Reading): readonly string[] =>
  denied.action === 'kms:ReEncryptFrom' && !denied.message.includes('kms:ReEncrypt')
    ? [
        'KMS asks for kms:ReEncryptFrom on the key that it decrypts with and for kms:ReEncryptTo on the other; the event does not tell which of them was refused',
      ]
    : [];

/** With whom a snapshot was to be shared only the event tells. */
const unknownShare = ({ denied, platform }: Reading): readonly string[] =>
  denied.action === 'ec2:ModifySnapshotAttribute' && denied.known['ec2:Add/userId'] === undefined
    ? [
        `Nothing tells with which account the snapshot was to be shared. The statement is for ${platform?.account ?? 'one'}, the platform's, alone`,
      ]
    : [];

/** Inputs that say how far a statement reaches, by Sid. */
const SCOPES: readonly (readonly [RegExp, (reading: Reading) => string])[] = [
  [
    /"(S3ReadObjects|S3ReadBuckets|KmsS3Decrypt|CadoResponseS3Decrypt)"/,
    ({ denied }) =>
      denied.bucket === undefined
        ? 'The event does not name the bucket, so that the statement is for any; evidence_source_bucket_arns of the modules says which buckets are read'
        : 'The statement names the bucket of this call alone; evidence_source_bucket_arns of the modules says which buckets are read, and without it all of the account are',
  ],
  [
    /"(SsmCommandInstances|SsmSessionInstances)"/,
    () => 'It is for every instance of the account; ssm_instance_tags of the module ties it to those with tags',
  ],
];

function scopes(reading: Reading, changes: readonly PolicyChange[]): readonly string[] {
  const text = JSON.stringify(changes.map(({ statements }) => statements));
  return SCOPES.flatMap(([sids, says]) => (sids.test(text) ? [says(reading)] : []));
}

/** The policy that refused is one that no module writes a statement for. */
function nothingOfOurs(reading: Reading): readonly string[] {
  const { denied, key } = reading;
  if (denied.refusal.by !== 'resource' || denied.refusal.isExplicit || key?.kind !== 'customer') return [];
  return [
    isInOwnAccount(reading)
      ? `cado-kms-key-policy has no statement for ${denied.action} in this way. Let the key's policy leave it to the IAM policies of its account, as AWS's default statement for the account's root does`
      : `cado-kms-key-policy has no statement for ${denied.action} in this way, at kms_tightening = "${levelOf(reading)}". Only the key's owner can let ${reading.roleArn} in`,
  ];
}

function unknownRefuser({ denied }: Reading, changes: readonly PolicyChange[]): readonly string[] {
  const several = changes.length > 1 ? 'Each that could be meant is below, and one that has its statement already needs nothing; ' : '';
  const tells =
    denied.refusal.isEncoded === true
      ? 'AWS says more in the encoded message: aws sts decode-authorization-message --encoded-message MESSAGE, whose output this command takes too'
      : 'cado-response doctor tells, with the policies as they are';
  return [`AWS does not say which policy refused it. ${several}${tells}`];
}
