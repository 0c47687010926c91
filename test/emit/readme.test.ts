import { printReadme } from '../../src/emit/readme';
import type { PermissionRow } from '../../src/module-document';
import { moduleDocuments } from '../../src/modules/all-modules';
import { TIGHTENING_LEVELS } from '../../src/policy/guard';
import { isJsonObject, type JsonObject } from '../../src/policy/policy-json';

interface VariableBody {
  readonly description: string;
  readonly type: string;
}

const NO_VARIABLE: VariableBody = { description: 'no such variable', type: 'no such variable' };

const documents = moduleDocuments();

describe.each(documents.map((document) => [document.name, document] as const))('the README of %s', (_name, document) => {
  const readme = printReadme(document, undefined);
  const lines = readme.split('\n');
  const namesOf = (block: string): readonly string[] => Object.keys(document.terraform[block] as JsonObject);
  const section = (title: string): readonly string[] => {
    const start = lines.indexOf(`## ${title}`);
    const length = lines.slice(start + 1).findIndex((line) => line.startsWith('## '));
    return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length);
  };
  const rowsOf = (title: string): readonly string[] => section(title).filter((line) => /^\| [^-N]/.test(line));

  test('has nothing that a template leaves behind', () => {
    expect(readme).not.toMatch(/undefined|\[object|NaN|\{\{|\}\}|&(?:amp|lt|gt|quot|#x?\d+);/);
    expect(readme).not.toMatch(/(^|[^`])``(?!`)/m);
    expect(lines.filter((line) => line !== line.trimEnd())).toEqual([]);
    expect(readme).not.toContain('\r');
    expect(readme).not.toContain('\n\n\n');
    expect(readme).toMatch(/[^\n]\n$/);
  });

  test.each(namesOf('variable'))('shows the input %s with description, type and default', (name) => {
    const { description, type } =
      (document.terraform['variable'] as unknown as Readonly<Record<string, VariableBody>>)[name] ?? NO_VARIABLE;
    const row = rowsOf('Inputs').find((line) => line.startsWith(`| \`${name}\` |`)) ?? '';
    expect(row).toContain(description.replaceAll('|', '\\|'));
    expect(row.split(/(?<!\\)\|/)).toHaveLength(7);
    expect(row).toContain(type.split('\n')[0]);
  });

  test('shows no input and no output that is not there', () => {
    expect(rowsOf('Inputs')).toHaveLength(namesOf('variable').length);
    expect(rowsOf('Outputs')).toHaveLength(namesOf('output').length);
  });

  test.each(namesOf('output'))('shows the output %s', (name) => {
    expect(section('Outputs').join('\n')).toContain(`| \`${name}\` |`);
  });

  test('shows every resource and data source', () => {
    const addresses = ['data', 'resource'].flatMap((kind) =>
      Object.entries(document.terraform[kind] as JsonObject).flatMap(([type, named]) =>
        isJsonObject(named) ? Object.keys(named).map((name) => `${kind === 'data' ? 'data.' : ''}${type}.${name}`) : [],
      ),
    );
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(section('Resources').join('\n')).toContain(`\`${address}\``);
  });

  /** What is said of a statement: a section where the module has one policy, a row of the policy's table where it has several. */
  const wordsOn = (policy: string, { effect, sid }: PermissionRow): string => {
    const heading = policy === '' ? `### ${effect} \`${sid}\`` : `### \`${policy}\`: `;
    const start = lines.findIndex((line) => (policy === '' ? line === heading : line.startsWith(heading)));
    const length = lines.slice(start + 1).findIndex((line) => line.startsWith('#'));
    const text = start < 0 ? [] : lines.slice(start, start + 1 + length);
    return (policy === '' ? text : text.filter((line) => line.startsWith(`| ${effect} \`${sid}\` |`))).join('\n');
  };

  const statements = document.permissions.flatMap(({ policy, rows }) => rows.map((row) => [policy, row.sid, row] as const));

  test.each(statements)('says what the statement %s %s allows or denies, and why', (policy, sid, row) => {
    const text = wordsOn(policy, row);
    expect(text.split(`\`${sid}\``)).toHaveLength(2);
    expect(text).toContain(row.purpose.replaceAll('|', '\\|'));
    expect(text).toContain(row.source);
    expect(text).toContain(row.serves);
    expect(text).toContain(row.resources);
    for (const action of row.actions.flatMap(({ actions }) => actions)) expect(text).toContain(`\`${action}\``);
    for (const condition of row.conditions) expect(text).toContain(condition.text.split('|')[0]);
  });

  const capabilities = document.capabilities ?? [];

  test('shows every capability once, and no other', () => {
    const names = section('What it can do: `capabilities`').flatMap((line) => /^\| `(\w+)` \|/.exec(line)?.[1] ?? []);
    expect(names).toEqual(capabilities.map(({ name }) => name));
    for (const { name, purpose, lost } of capabilities) {
      const row = lines.find((line) => line.startsWith(`| \`${name}\` |`)) ?? '';
      expect(row).toContain(purpose);
      expect(row).toContain(lost);
    }
  });

  test.each(TIGHTENING_LEVELS)('says what the level %s adds, stops and can break', (level) => {
    const rows = lines.filter((line) => line.startsWith(`| \`${level}\` |`));
    expect(rows).toHaveLength(1);
    for (const cell of rows[0]?.split(/(?<!\\)\|/).slice(1, -1) ?? []) expect(cell.trim()).not.toBe('');
  });

  test.each(document.examples.map((example) => [example.name, example] as const))('shows the example %s', (name, example) => {
    expect(readme).toContain(`### ${example.title}\n\n${example.text}`);
    expect(readme).toContain(`(examples/${name})`);
  });

  test.each(document.limits.map((limit) => [limit.what, limit] as const))(
    'says how close it comes to a limit: %s',
    (what, { size, limit }) => {
      const row = lines.find((line) => line.startsWith(`| ${what} |`)) ?? '';
      expect(row.replaceAll(',', '')).toContain(` ${size} `);
      expect(row.replaceAll(',', '')).toContain(` ${limit} `);
    },
  );

  test('every table has as many cells in each row as in its head', () => {
    const cells = (line: string): number => line.split(/(?<!\\)\|/).length;
    const ragged = lines.filter(
      (line, index) => line.startsWith('|') && lines[index - 1]?.startsWith('|') && cells(line) !== cells(lines[index - 1] ?? ''),
    );
    expect(ragged).toEqual([]);
  });

  test('shows how to pin a version once there is one', () => {
    expect(readme).toContain('Not released yet');
    const released = printReadme(document, '1.2.3');
    expect(released).toContain('version = "~> 1.2"');
    expect(released).not.toContain('Not released yet');
  });
});

test('a document without what a README needs is an error that names it', () => {
  const [document] = documents;
  if (document === undefined) throw new Error('There is no module');
  const { output: _output, ...rest } = document.terraform;
  expect(() => printReadme({ ...document, terraform: rest }, undefined)).toThrow('The module has no block "output"');
});
