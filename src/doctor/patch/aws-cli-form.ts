import { KEY_ARN } from '../../catalogue/arn-patterns';
import { accountOf } from '../scene';
import { policyOf } from './addition';
import type { ChangedDocument } from './changed-documents';
import { commentLine } from './comment-line';

/** What stands for the folder of the patched documents where none are written. */
export const NO_FOLDER = 'DIR';

/**
 * Commands of the AWS CLI that keep what is there and put the documents in place, account by account.
 *
 * @param folder of the patched documents, empty where none are written: a file of the same name may be what is there now
 */
export function awsCliForm(documents: readonly ChangedDocument[], folder: string): string {
  if (folder === '' && documents.length > 0)
    return `# --out ${NO_FOLDER} writes the files that these put\n${awsCliForm(documents, NO_FOLDER)}`;
  const accounts = [...new Set(documents.map(({ owner }) => accountOf(owner)))];
  return accounts
    .map((account) =>
      [
        `# With credentials of the account ${commentLine(account)}`,
        ...documents.filter(({ owner }) => accountOf(owner) === account).flatMap((document) => commandsFor(document, folder)),
      ].join('\n'),
    )
    .join('\n');
}

/** What keeps the policy as it is, and what puts the new one. The former takes it back. */
function commandsFor(document: ChangedDocument, folder: string): readonly string[] {
  const { file, address, before, mayReplace } = document;
  if (policyOf(document.place) === 'key policy' && !HAS_ID.test(document.owner))
    return [`# --key-arn tells the key, for the command that puts ${shellQuoted(`${folder}/${file}`)} in place`];
  const path = (name: string): string => `${folder}/${name}`;
  const kept = path(file.replace(/\.json$/, '.before.json'));
  return [
    ...(address === undefined ? [] : [managedNote(document, address)]),
    ...(mayReplace === true
      ? [`# Where this finds a policy, give it to doctor first, since the next command replaces it: ${readCommand(document)}`]
      : []),
    ...(before === '' ? [] : [`${readCommand(document)} > ${shellQuoted(kept)}`]),
    putCommand(document, shellQuoted(`file://${path(file)}`)),
  ];
}

const HAS_ID = new RegExp(KEY_ARN);

function managedNote({ place }: ChangedDocument, address: string): string {
  const what = policyOf(place) === 'policy' ? 'the role' : `the ${policyOf(place) === 'trust' ? 'role' : 'key'}`;
  const end = policyOf(place) === 'policy' ? 'leaves or removes this policy, as its configuration says' : 'takes this back';
  return `# Terraform manages ${what} (${commentLine(address)}): its next apply ${end}. Change its configuration as well: --patch module`;
}

const nameOf = (owner: string): string => shellQuoted(owner.slice(owner.lastIndexOf('/') + 1));

function readCommand({ place, owner, policyName = '' }: ChangedDocument): string {
  switch (policyOf(place)) {
    case 'key policy':
      return `aws kms get-key-policy --region ${regionOf(owner)} --key-id ${shellQuoted(owner)} --policy-name default --query Policy --output text`;
    case 'trust':
      return `aws iam get-role --role-name ${nameOf(owner)} --query Role.AssumeRolePolicyDocument --output json`;
    case 'policy':
      return `aws iam get-role-policy --role-name ${nameOf(owner)} --policy-name ${policyName} --query PolicyDocument --output json`;
  }
}

function putCommand({ place, owner, policyName = '' }: ChangedDocument, source: string): string {
  switch (policyOf(place)) {
    case 'key policy':
      return `aws kms put-key-policy --region ${regionOf(owner)} --key-id ${shellQuoted(owner)} --policy-name default --policy ${source}`;
    case 'trust':
      return `aws iam update-assume-role-policy --role-name ${nameOf(owner)} --policy-document ${source}`;
    case 'policy':
      return `aws iam put-role-policy --role-name ${nameOf(owner)} --policy-name ${policyName} --policy-document ${source}`;
  }
}

const regionOf = (owner: string): string => shellQuoted(owner.split(':')[3] ?? '');

/** A word that no shell reads anything into. */
export const shellQuoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
