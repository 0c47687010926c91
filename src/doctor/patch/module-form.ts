import { printHcl } from '../../emit/hcl/print-hcl';
import { inputProblems } from '../../policy/input-spec';
import { isJsonObject, type Json, type JsonObject } from '../../policy/policy-json';
import { escapeTemplate } from '../../policy/terraform-literal';
import type { ChangedDocument } from './changed-documents';
import type { ModuleCall } from './module-call';
import { moduleCalls } from './module-calls';
import type { PatchedSubject } from './prove-patch';

/** Calls of the modules as text, or what keeps them from being written. */
export interface ModuleForm {
  readonly text: string;
  readonly problems: readonly string[];
}

/**
 * Calls of the modules that give the same and all that belongs to it. Key policies as they are lie beside; roles that are there are
 * taken over.
 *
 * @param versions the latest release of each module
 */
export function moduleForm(
  subjects: readonly PatchedSubject[],
  documents: readonly ChangedDocument[],
  versions: Readonly<Record<string, string>>,
): ModuleForm {
  const calls = moduleCalls(subjects, documents);
  const problems = [...new Set(calls.flatMap((call) => (call.problems.length > 0 ? call.problems : wrongInputs(call))))];
  if (problems.length > 0) return { text: '', problems };
  return {
    text: calls
      .map((call) => blocksOf(call, versions))
      .join('\n')
      .trimEnd(),
    problems: [],
  };
}

function blocksOf({ name, module, comment, inputs, existing, imports }: ModuleCall, versions: Readonly<Record<string, string>>): string {
  const version = versions[module];
  const [first = ''] = Object.keys(inputs);
  const body: JsonObject = {
    '//': { [first]: comment.replaceAll(/\p{C}/gu, ' ') },
    source: `<registry>/cado/${module}/aws`,
    ...(version !== undefined && { version: `~> ${version}` }),
    ...Object.fromEntries(Object.entries(inputs).map(([input, value]) => [input, escaped(value as Json)])),
    ...(existing !== undefined && { existing_policy_json: `\${file("\${path.module}/${existing}")}` }),
  };
  const adopted = imports === undefined ? {} : { import: { to: `module.${name}.aws_iam_role.this`, id: imports } };
  return printHcl({ module: { [name]: body }, ...adopted });
}

/** Whatever the module would refuse is better known before it is planned. */
const wrongInputs = ({ name, specs, inputs }: ModuleCall): readonly string[] =>
  specs.flatMap((spec) => {
    const value = inputs[spec.name];
    return value === undefined ? [] : inputProblems(spec, value, `${spec.name} of ${name}`);
  });

/** Names come out of documents: none of them may become an expression. */
function escaped(value: Json): Json {
  if (typeof value === 'string') return escapeTemplate(value.toWellFormed().replaceAll('\r', ''));
  if (Array.isArray(value)) return (value as readonly Json[]).map(escaped);
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, escaped(inner)])) : value;
}
