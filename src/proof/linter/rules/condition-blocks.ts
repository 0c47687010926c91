import { isJsonObject } from '../../../policy/policy-json';
import { pathTo } from '../json-path';
import { operatorOf } from '../operators';
import { entriesOf, isScalar, own, type StatementView } from '../policy-view';
import type { Complaint, Rule } from '../rule';

/** Operators that AWS does not know, and blocks that ask for nothing or cannot be read. */
export const CONDITION_BLOCK_RULE: Rule = {
  name: 'condition-block',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html',
  lint: ({ statements }) => statements.flatMap((statement) => blockComplaints(statement)),
};

function blockComplaints({ json, path }: StatementView): readonly Complaint[] {
  const block = own(json, 'Condition');
  const at = pathTo(path, 'Condition');
  if (block === undefined) return [];
  if (!isJsonObject(block)) return [unreadable(at, 'an object of operators')];
  const operators = entriesOf(block);
  return operators.length === 0
    ? [empty(at)]
    : operators.flatMap(([operator, keys]) => operatorComplaints(operator, keys, pathTo(at, operator)));
}

function operatorComplaints(operator: string, keys: unknown, path: string): readonly Complaint[] {
  const unknown: readonly Complaint[] =
    operatorOf(operator).base === undefined
      ? [{ severity: 'error', path, problem: `AWS knows no operator "${operator}".`, mend: 'Write one of the operators of IAM.' }]
      : [];
  if (!isJsonObject(keys)) return [...unknown, unreadable(path, 'an object of condition keys')];
  const named = entriesOf(keys);
  return [
    ...unknown,
    ...(named.length === 0 ? [empty(path)] : named.flatMap(([key, values]) => valueComplaints(values, pathTo(path, key)))),
  ];
}

function valueComplaints(values: unknown, path: string): readonly Complaint[] {
  const list: readonly unknown[] = Array.isArray(values) ? values : [values];
  if (!list.every(isScalar)) return [unreadable(path, 'a text or a list of texts')];
  return list.length > 0
    ? []
    : [
        {
          severity: 'error',
          path,
          problem: 'A condition without values never holds.',
          mend: 'Name the values, or take the condition out.',
        },
      ];
}

const empty = (path: string): Complaint => ({
  severity: 'warning',
  path,
  problem: 'The block is empty, so it asks for nothing.',
  mend: 'Take it out, or write the condition that was meant.',
});

const unreadable = (path: string, form: string): Complaint => ({
  severity: 'error',
  path,
  problem: 'AWS cannot read this part of a condition.',
  mend: `Write ${form}.`,
});
