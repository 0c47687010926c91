import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../src/policy/policy-json';
import { MODULE_FOLDERS, REPOSITORY } from '../terraform/test-bed/shipped-folders';
import { ALLOWED_EXPORTS, ALLOWED_KEYS, FUNCTIONS } from './allow-lists';
import { blockKeys, templates, templateUse, type TemplateUse } from './module-syntax';

// The JSON document stands for the HCL files as well: another test compares their parses.
describe.each(MODULE_FOLDERS)('%s', (folder) => {
  const module = JSON.parse(readFileSync(join(REPOSITORY, folder, 'json/main.tf.json'), 'utf8')) as JsonObject;
  const variables = Object.entries(module['variable'] as Readonly<Record<string, JsonObject>>);
  let uses: readonly (TemplateUse & { readonly path: string })[];

  beforeAll(async () => {
    uses = await Promise.all(templates(module).map(async ({ path, text }) => ({ path, ...(await templateUse(text)) })));
  });

  test('uses only block types and arguments of the oldest versions, and neither provider, backend nor count', () => {
    const keys = blockKeys(module, Object.keys(ALLOWED_KEYS));
    expect(new Set(keys.map(({ block }) => block))).toContain('data.aws_iam_policy_document.*.statement.condition');
    expect(keys.filter(({ block, key }) => ALLOWED_KEYS[block]?.includes(key) !== true)).toEqual([]);
  });

  test('calls only functions of the oldest versions', () => {
    const called = uses.flatMap(({ path, functions }) => functions.map((name) => ({ path, name })));
    expect(called).not.toEqual([]);
    expect(called.filter(({ name }) => !FUNCTIONS.includes(name))).toEqual([]);
  });

  test('reads only attributes that every version of the provider exports', () => {
    const read = [...new Set(uses.flatMap(({ references }) => references))].filter((reference) => /^(data|aws_\w+)[.]/.test(reference));
    expect(read).not.toEqual([]);
    expect(read.filter((reference) => !isExported(reference))).toEqual([]);
  });

  test('asks for each version with a lower bound alone', () => {
    expect(module['terraform']).toEqual({
      required_version: '>= 1.5.7',
      required_providers: { aws: { source: 'hashicorp/aws', version: '>= 5.31' } },
    });
  });

  test('iterates resources only over keys that are known before any value: those of a map of the caller, or a literal list', () => {
    const resources = Object.entries(module['resource'] as Readonly<Record<string, Readonly<Record<string, JsonObject>>>>);
    const iterated = resources.flatMap(([, named]) => Object.values(named).flatMap((body) => body['for_each'] ?? []));
    expect(iterated).not.toEqual([]);
    for (const each of iterated as readonly string[]) {
      const input = /^\$\{var\.(\w+)\}$/.exec(each)?.[1];
      if (input === undefined) expect(each).toMatch(/^\$\{toset\(\[("\w+"(, )?)+\]\)\}$/);
      else expect(variables.find(([name]) => name === input)?.[1]['type']).toMatch(/^map\(/);
    }
  });

  test.each(variables)('the variable %s has a type, a description, and null only as a default', (_name, variable) => {
    expect(variable).toMatchObject({
      type: expect.stringMatching(/\S/) as unknown,
      description: expect.stringMatching(/\S{2}/) as unknown,
    });
    expect(variable['nullable'] === false || variable['default'] === null).toBe(true);
  });

  test.each(variables)('the validations of the variable %s name that variable and nothing else', (name, variable) => {
    const rules = uses.filter(({ path }) => path.startsWith(`variable.${name}.validation.`));
    expect(rules).toHaveLength(2 * ((variable['validation'] ?? []) as readonly Json[]).length);
    const outside = rules.flatMap(({ references }) => references.filter(isAddress));
    expect(outside.filter((reference) => !new RegExp(`^var[.]${name}\\b`).test(reference))).toEqual([]);
  });
});

/** Whether a reference leads out of its expression, unlike a name that a `for` binds. */
function isAddress(reference: string): boolean {
  return /^(var|local|data|module|path|terraform|each|self|count|aws_\w+)[.[]/.test(reference);
}

function isExported(reference: string): boolean {
  const [, type = '', attribute = ''] = /^((?:data[.])?\w+)[.]\w+(?:\[[^\]]*\])*[.]?(\w*)/.exec(reference) ?? [];
  return attribute === '' || ALLOWED_EXPORTS[type]?.includes(attribute) === true;
}
