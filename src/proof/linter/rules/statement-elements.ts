import { isJsonObject } from '../../../policy/policy-json';
import type { PolicyKind } from '../finding';
import { pathTo } from '../json-path';
import { own, type PolicyView, type StatementView } from '../policy-view';
import type { Complaint, Rule } from '../rule';

const NAMES_PRINCIPALS: readonly PolicyKind[] = ['key', 'trust', 'bucket'];

const error = (path: string, problem: string, mend: string): Complaint => ({ severity: 'error', path, problem, mend });

/** What every policy and statement must have, and may not. */
export const ELEMENTS_RULE: Rule = {
  name: 'statement-elements',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html',
  lint: (view) => {
    if (view.root === undefined) return [error('', 'The policy is no JSON object.', 'Write an object with Version and Statement.')];
    const list = own(view.root, 'Statement');
    const elements: readonly unknown[] = Array.isArray(list) ? list : [list];
    if (elements.length === 0 || list === undefined) return [error('Statement', 'The policy has no statement.', 'Write one.')];
    return [
      ...elements.flatMap((element, index) =>
        isJsonObject(element)
          ? []
          : [error(Array.isArray(list) ? pathTo('Statement', index) : 'Statement', 'A statement is an object.', 'Write one.')],
      ),
      ...view.statements.flatMap((statement) => elementComplaints(statement, view)),
    ];
  },
};

function elementComplaints({ json, path, effect }: StatementView, { policy }: PolicyView): readonly Complaint[] {
  const has = (name: string): boolean => own(json, name) !== undefined;
  const both = (name: string): readonly Complaint[] =>
    has(name) && has(`Not${name}`) ? [error(path, `The statement has both ${name} and Not${name}.`, 'Keep one of them.')] : [];
  const either = (name: string): boolean => has(name) || has(`Not${name}`);
  const lacks = (name: string): Complaint => error(path, `The statement has no ${name}.`, `Write ${name}.`);
  const named = NAMES_PRINCIPALS.includes(policy.kind);
  return [
    ...(effect === undefined ? [error(pathTo(path, 'Effect'), 'The effect is neither Allow nor Deny.', 'Write Allow or Deny.')] : []),
    ...['Action', 'Resource', 'Principal'].flatMap(both),
    ...(either('Action') ? [] : [lacks('Action')]),
    ...(named && !either('Principal') ? [lacks('Principal')] : []),
    ...(!named && either('Principal') ? [error(path, 'A policy of this kind names no principal.', 'Take the principal out.')] : []),
    ...(policy.kind === 'trust' && either('Resource') ? [error(path, 'A trust policy names no resource.', 'Take the resource out.')] : []),
    ...(['identity', 'boundary', 'service control', 'bucket'].includes(policy.kind) && !either('Resource') ? [lacks('Resource')] : []),
  ];
}

/** KMS takes a statement without a resource, and lets it say nothing. */
export const KEY_RESOURCE_RULE: Rule = {
  name: 'key-statement-without-resource',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html',
  lint: ({ policy, statements }) =>
    policy.kind !== 'key'
      ? []
      : statements
          .filter(({ json }) => own(json, 'Resource') === undefined && own(json, 'NotResource') === undefined)
          .map(({ path }) =>
            error(path, 'A statement of a key policy without Resource has no effect.', 'Write "Resource": "*", which is this key.'),
          ),
};

/** Names of statements. */
export const SID_RULE: Rule = {
  name: 'sid',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html',
  lint: ({ policy, statements }) => {
    const ofIam = policy.kind !== 'key' && policy.kind !== 'bucket';
    const seen = new Set<string>();
    return statements.flatMap(({ json, path }): readonly Complaint[] => {
      const sid = own(json, 'Sid');
      const at = pathTo(path, 'Sid');
      if (sid === undefined) return [];
      if (typeof sid !== 'string') return [error(at, 'A Sid is a text.', 'Write a text.')];
      const again = sid !== '' && seen.has(sid);
      seen.add(sid);
      return [
        ...(ofIam && !/^[A-Za-z0-9]*$/.test(sid) ? [error(at, `IAM rejects the Sid "${sid}".`, 'Use letters and digits only.')] : []),
        ...(again
          ? [
              {
                ...error(at, `Another statement has the Sid "${sid}".`, 'Give each its own.'),
                severity: ofIam ? ('error' as const) : ('warning' as const),
              },
            ]
          : []),
      ];
    });
  },
};
