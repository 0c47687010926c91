import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@cdktf/hcl2json';
import type { Json, JsonObject } from '../../../src/policy/policy-json';
import { MODULE_FOLDERS, REPOSITORY } from '../../terraform/test-bed/shipped-folders';
import { comparableHcl, comparableJson } from './comparable-trees';

/** Changes of the JSON text, each in a slot of its own kind. */
const CHANGES: readonly (readonly [what: string, change: (text: string) => string])[] = [
  ['another Sid', (text) => text.replace('"sid":"', '"sid":"X')],
  ['another type', (text) => text.replace('"type":"set(string)"', '"type":"list(string)"')],
  ['another default', (text) => text.replace('"default":null', '"default":""')],
  ['a variable that may be null', (text) => text.replace(',"nullable":false', '')],
  ['another description', (text) => text.replace('"description":"', '"description":" ')],
  ['a quoted expression', (text) => text.replace('"value":"${', () => '"value":"$${')],
  ['another operator in an expression', (text) => text.replace(' && ', ' || ')],
  ['another iteration', (text) => text.replace('"for_each":"${', () => '"for_each":"${null == ')],
  ['another version constraint', (text) => text.replace('"version":">= ', '"version":"~> ')],
  ['a condition without values', (text) => text.replace(/,"values":\[[^\]]*\]/, '')],
  ['one validation less', (text) => text.replace(/\{"condition":"(?:[^"\\]|\\.)*","error_message":"(?:[^"\\]|\\.)*"\},?/, '')],
];

describe.each(MODULE_FOLDERS)('%s', (module) => {
  const json = documentIn(module);
  let hcl: Json;

  beforeAll(async () => {
    hcl = comparableHcl(await parsedHcl(module));
  });

  test('says the same in HCL and in JSON', async () => {
    expect(hcl).toEqual(await comparableJson(json));
  });

  test.each(CHANGES)('would not say the same with %s', async (_what, change) => {
    const changed = JSON.parse(change(JSON.stringify(json))) as JsonObject;
    expect(changed).not.toEqual(json);
    expect(hcl).not.toEqual(await comparableJson(changed));
  });
});

function documentIn(module: string): JsonObject {
  return JSON.parse(readFileSync(join(REPOSITORY, module, 'json/main.tf.json'), 'utf8')) as JsonObject;
}

/** The parse of all `.tf` files of a module; each block type is in one file alone. */
async function parsedHcl(module: string): Promise<Json> {
  const folder = join(REPOSITORY, module);
  const files = readdirSync(folder).filter((name) => name.endsWith('.tf'));
  const trees = await Promise.all(files.map((name) => parse(name, readFileSync(join(folder, name), 'utf8')) as Promise<JsonObject>));
  expect(new Set(trees.flatMap(Object.keys)).size).toBe(trees.flatMap(Object.keys).length);
  return Object.assign({}, ...trees) as JsonObject;
}
