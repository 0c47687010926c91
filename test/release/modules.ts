import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { JsonObject } from '../../src/policy/policy-json';

const MODULES = resolve(__dirname, '../../modules');

/** The document of a committed module. */
export const documentOf = (module: string): JsonObject =>
  JSON.parse(readFileSync(join(MODULES, module, 'json/main.tf.json'), 'utf8')) as JsonObject;

/** A document that a test changes: its own copy, without types, since the change may be anything. */
export interface Draft {
  [key: string]: Draft;
}

/** A changed copy of a module's document. */
export function changed(module: string, change: (draft: Draft) => void): JsonObject {
  const draft = structuredClone(documentOf(module)) as unknown as Draft;
  change(draft);
  return draft;
}
