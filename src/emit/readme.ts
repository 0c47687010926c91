import type { ModuleDocument, PermissionRow } from '../module-document';
import { isJsonObject, type Json, type JsonObject } from '../policy/policy-json';
import { literal } from '../policy/terraform-literal';
import { printHcl } from './hcl/print-hcl';
import render from './readme.hbs';

/** The README of a module: purpose, use by case, the ladder, permissions, inputs and outputs as terraform-docs shows them. */
export function printReadme(document: Omit<ModuleDocument, 'tests'>, version: string | undefined): string {
  const { terraform } = document;
  const requirements = block(terraform, 'terraform');
  const inputs = block(terraform, 'variable');
  const view = {
    ...document,
    version: version ?? '',
    minor: version?.split('.').slice(0, 2).join('.') ?? '',
    terraformVersion: text(requirements, 'required_version'),
    providerVersion: text(block(block(requirements, 'required_providers'), 'aws'), 'version'),
    defaultLevel: text(block(inputs, 'kms_tightening'), 'default'),
    examples: document.examples.map((example) => ({ ...example, hcl: printHcl(example.terraform).trimEnd() })),
    details: document.permissions.filter(({ policy }) => policy === '').flatMap(({ rows }) => rows.map(permissionView)),
    policies: document.permissions
      .filter(({ policy }) => policy !== '')
      .map((group) => ({ ...group, rows: group.rows.map(policyRowView) })),
    capabilities: document.capabilities.map((row) => ({ ...row, byDefault: row.byDefault ? 'yes' : '' })),
    limits: document.limits.map((limit) => ({ ...limit, size: thousands(limit.size), limit: thousands(limit.limit) })),
    resources: [...addresses(terraform, 'data', 'data source'), ...addresses(terraform, 'resource', 'resource')],
    inputs: Object.entries(inputs).map(([name, body]) => inputView(name, body as JsonObject)),
    outputs: Object.entries(block(terraform, 'output')).map(([name, body]) => ({
      name,
      description: cell(text(body as JsonObject, 'description')),
    })),
  };
  return `${render(view)
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}

function permissionView(row: PermissionRow): object {
  return {
    ...row,
    actions: row.actions.map(({ when, actions }) => ({ when, list: actionList(actions) })),
    conditions: row.conditions.map((condition) => ({ text: cell(condition.text), when: cell(condition.when) })),
  };
}

/** A statement as one row: roles have too many for a section each. */
function policyRowView(row: PermissionRow): object {
  const actions = row.actions.map(({ when, actions: list }) => `${actionList(list)}${when === '' ? '' : ` (${when})`}`);
  const conditions = row.conditions.map(({ text: words, when }) => `${words}${when === '' ? '' : ` (${when})`}`);
  return {
    sid: row.sid,
    effect: row.effect,
    actions: cell(actions.join('<br/>')),
    resources: cell([row.serves, row.resources].filter((words) => words !== '').join(', ') || 'any'),
    conditions: cell(conditions.join('<br/>')),
    when: cell(row.when || 'always'),
    why: `${cell(row.purpose)} ([source](${row.source}))`,
  };
}

function actionList(actions: readonly string[]): string {
  return actions.map((action) => `\`${action}\``).join(', ');
}

function inputView(name: string, body: JsonObject): object {
  const required = !('default' in body);
  return {
    name,
    description: cell(text(body, 'description')),
    type: code(text(body, 'type')),
    default: required ? 'n/a' : code(literal(body['default'] ?? null)),
    required: required ? 'yes' : 'no',
  };
}

function addresses(terraform: JsonObject, kind: string, label: string): readonly object[] {
  const types = isJsonObject(terraform[kind]) ? terraform[kind] : {};
  const prefix = kind === 'data' ? 'data.' : '';
  return Object.entries(types).flatMap(([type, named]) =>
    Object.keys(named as JsonObject).map((name) => ({ address: `\`${prefix}${type}.${name}\``, kind: label })),
  );
}

function block(parent: JsonObject, name: string): JsonObject {
  const value: Json | undefined = parent[name];
  if (!isJsonObject(value)) throw new Error(`The module has no block "${name}"`);
  return value;
}

function text(parent: JsonObject, name: string): string {
  const value = parent[name];
  if (typeof value !== 'string') throw new Error(`The module has no text "${name}"`);
  return value;
}

/** Text inside a table cell. */
function cell(content: string): string {
  return content.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function code(content: string): string {
  return content.includes('\n') ? `<pre>${content.replaceAll('|', '\\|').replaceAll('\n', '<br/>')}</pre>` : `\`${cell(content)}\``;
}

function thousands(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
