import { own, type PrincipalView, type StatementView } from '../policy-view';
import type { Complaint, Rule } from '../rule';

const PRINCIPAL = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html';

/** Principals that AWS rejects, or that are gone. */
export const PRINCIPAL_FORM_RULE: Rule = {
  name: 'principal-form',
  source: PRINCIPAL,
  lint: ({ statements, policy }) =>
    statements.flatMap(({ principals }) =>
      principals.flatMap((principal) => {
        const complaint = complaintOf(principal, policy.partition);
        return complaint === undefined ? [] : [{ path: principal.path, ...complaint }];
      }),
    ),
};

type Said = Pick<Complaint, 'severity' | 'problem' | 'mend'>;

function complaintOf({ type, text }: PrincipalView, partition: string | undefined): Said | undefined {
  if (type === 'AWS') return awsPrincipal(text);
  if (type === 'Service') return servicePrincipal(text, partition);
  if (type === 'Federated' || type === 'CanonicalUser') return undefined;
  return wrong(`AWS knows no kind of principal "${type}".`, 'Write AWS, Service, Federated or CanonicalUser.');
}

const wrong = (problem: string, mend: string): Said => ({ severity: 'error', problem, mend });

/** Slips that have a name of their own, first match first. */
const SLIPS: readonly (readonly [form: RegExp, problem: string, mend: string])[] = [
  [/[*?]/, 'A wildcard in part of a principal is rejected', 'Name the account, and narrow it by ArnLike on aws:PrincipalArn.'],
  [/\$\{/, 'A principal has no variables', 'Name the account, and compare aws:PrincipalArn.'],
  [/^\d+$/, 'An account has 12 digits', 'Write the id of the account, with its leading zeros.'],
  [/^arn:[^:]*:iam::(?!\d{12}:)/, 'The ARN has no account of 12 digits', 'Write the id of the account, with its leading zeros.'],
  [/:group\//, 'A group is no principal', 'Name roles, or the account with a condition.'],
  [/:instance-profile\//, 'An instance profile is no principal', 'Name the role in it.'],
  [/:policy\//, 'A policy is no principal', 'Name the role that has it.'],
  [/:root./, 'The root of an account has no path', 'Write arn:<partition>:iam::<account>:root.'],
  [/\.amazonaws\.com(\.cn)?$/, 'A service stands under Service', 'Write { "Service": "…" }.'],
  [/^[^:]*$/, 'A name alone is no principal', 'Write the whole ARN.'],
];

const ACCEPTED =
  /^(\*|\d{12}|arn:[a-z-]+:iam::\d{12}:(root|(role|user)\/[\w+=,.@/-]*[\w+=,.@-])|arn:[a-z-]+:sts::\d{12}:(assumed-role\/[\w+=,.@-]+\/[\w+=,.@:-]+|federated-user\/[\w+=,.@-]+))$/;

function awsPrincipal(text: string): Said | undefined {
  if (ACCEPTED.test(text)) return undefined;
  if (/^(AROA|AIDA|AGPA|ANPA)[A-Z0-9]+$/.test(text)) {
    return {
      severity: 'warning',
      problem: `"${text}" is what is left of a role or user that was deleted.`,
      mend: 'Name the one that took its place, or the account with aws:PrincipalArn.',
    };
  }
  const [, problem, mend] = SLIPS.find(([form]) => form.test(text)) ?? [];
  return wrong(`${problem ?? 'AWS rejects this principal'}: "${text}".`, mend ?? 'Name an account, a role, a user or a session.');
}

function servicePrincipal(text: string, partition: string | undefined): Said | undefined {
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(text)) {
    return wrong(`"${text}" is no service.`, 'Write it as in ec2.amazonaws.com, in lower case and without wildcards.');
  }
  return text.endsWith('.cn') && partition !== undefined && partition !== 'aws-cn'
    ? wrong(`"${text}" is a service of the partition aws-cn.`, `Write ${text.slice(0, -'.cn'.length)}.`)
    : undefined;
}

/** `NotPrincipal` with Allow is everybody but a few. */
export const NOT_PRINCIPAL_RULE: Rule = {
  name: 'allow-with-not-principal',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html',
  lint: ({ statements }) =>
    statements
      .filter(({ effect, json }) => effect === 'Allow' && own(json, 'NotPrincipal') !== undefined)
      .map(({ path }) => ({
        severity: 'error',
        path,
        problem: 'An Allow with NotPrincipal lets in everybody else, the anonymous included.',
        mend: 'Name the principals that are meant.',
      })),
};

/** Condition keys that tell who calls, or from where. */
const NARROWS =
  /^(aws:(principal(arn|account|orgid|orgpaths|tag\/.*|isawsservice|servicename)|source(account|arn|orgid|orgpaths|ip|vpc|vpce|vpcarn|identity)|userid|username|vpcsourceip|federatedprovider)|kms:calleraccount|sts:externalid|s3:dataaccesspointaccount)$/;

/** An Allow for everybody. */
export const EVERYBODY_RULE: Rule = {
  name: 'everybody',
  source: PRINCIPAL,
  lint: ({ statements }) =>
    statements
      .filter(({ effect }) => effect === 'Allow')
      .flatMap((statement) => {
        const everybody = statement.principals.find(({ type, text }) => type === 'AWS' && text === '*');
        return everybody === undefined || isNarrowed(statement) ? [] : [{ path: everybody.path, ...forEverybody(statement) }];
      }),
};

const isNarrowed = ({ conditions }: StatementView): boolean =>
  conditions.some(
    ({ key, operator, ofAbsentKey, values }) =>
      ofAbsentKey === 'fails' && operator.base !== 'Null' && NARROWS.test(key) && !values.some(({ text }) => /^\**$/.test(text)),
  );

const forEverybody = ({ conditions }: StatementView): Said => ({
  severity: conditions.length === 0 ? 'error' : 'warning',
  problem:
    conditions.length === 0
      ? 'Everybody in the world is allowed.'
      : 'Everybody in the world is allowed who meets conditions that do not say who it is.',
  mend: 'Name the principals, or ask for aws:PrincipalArn, aws:PrincipalAccount or aws:PrincipalOrgID.',
});
