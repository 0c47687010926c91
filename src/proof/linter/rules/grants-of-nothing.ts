import { coversAction } from '../coverage';
import { covers } from '../../../policy/globs';
import { own, type PolicyView } from '../policy-view';
import type { Rule } from '../rule';
import { NO_SUCH_ACTION } from '../tables/known-actions';

/** Actions that nobody needs to be allowed, and why. */
const NEEDLESS: ReadonlyMap<string, string> = new Map([
  ['sts:getcalleridentity', 'Everybody may call it without being allowed to'],
  ['sts:getsessiontoken', 'A role cannot call it, and users need no permission'],
]);

/** An Allow of what needs no permission. */
export const NEEDLESS_RULE: Rule = {
  name: 'needless-allow',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html',
  lint: ({ statements }) =>
    statements
      .filter(({ effect }) => effect === 'Allow')
      .flatMap(({ actions }) =>
        actions.flatMap(({ text, path }) => {
          const reason = NEEDLESS.get(text.toLowerCase());
          return reason === undefined
            ? []
            : [{ severity: 'warning', path, problem: `${reason}: ${text}.`, mend: 'Take the action out.' } as const];
        }),
      ),
};

/** How an action is written. */
export const ACTION_FORM_RULE: Rule = {
  name: 'action-form',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html',
  lint: ({ statements }) =>
    statements.flatMap(({ actions }) =>
      actions.flatMap(({ text, path }) => {
        const place = { severity: 'error', path } as const;
        const meant = NO_SUCH_ACTION.get(text.toLowerCase());
        if (meant !== undefined) return [{ ...place, problem: `AWS knows no action ${text}.`, mend: `Write ${meant}.` }];
        if (text === '*' || /^[a-z0-9-]+:[a-z0-9*?]+$/i.test(text)) return [];
        if (!text.includes(':')) {
          return [{ ...place, problem: `"${text}" names no service.`, mend: 'Write the prefix of the service, as in kms:Decrypt.' }];
        }
        return [{ ...place, problem: `"${text}" is no action.`, mend: 'Write service:Action, with wildcards in the action only.' }];
      }),
    ),
};

const EBS_NEEDS: readonly string[] = ['kms:CreateGrant', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

/** EBS reads the key before it uses it; without that a copy fails after the call went through. */
export const DESCRIBE_KEY_RULE: Rule = {
  name: 'describe-key-left-out',
  source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html',
  lint: ({ policy, statements }: PolicyView) => {
    const allows = statements.filter(({ effect }) => effect === 'Allow');
    const first = allows.find(({ actions }) =>
      actions.some(({ text }) => /^kms:/i.test(text) && EBS_NEEDS.some((need) => covers(text.toLowerCase(), need.toLowerCase()))),
    );
    if (first === undefined || !['identity', 'key'].includes(policy.kind)) return [];
    if (allows.some((statement) => own(statement.json, 'NotAction') !== undefined || coversAction(statement, 'kms:DescribeKey'))) return [];
    return [
      {
        severity: 'warning',
        path: first.path,
        problem: 'The policy lets EBS use keys but not read them: kms:DescribeKey is in no statement.',
        mend: 'Allow kms:DescribeKey on the same keys, in a statement without an encryption context.',
      },
    ];
  },
};
