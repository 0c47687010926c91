import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODULES } from '../test-bed/terraform-root';

/** The forms in which a module is emitted. */
export const FORMS = ['hcl', 'json'] as const;

/** One of {@link FORMS}. */
export type Form = (typeof FORMS)[number];

/** How a root that has the files of {@link bothForms} names a module in one form. */
export function sourceOf(name: string, form: Form): string {
  return `./modules/${name}/${form}`;
}

/** The Terraform files of a module in both forms, as files of a root, so that its module blocks can name them. */
export function bothForms(name: string): Readonly<Record<string, string>> {
  return { ...copiedModule(name, 'hcl', name), ...copiedModule(`${name}/json`, 'json', name) };
}

function copiedModule(folder: string, form: Form, name: string): Readonly<Record<string, string>> {
  const original = join(MODULES, folder);
  const files = readdirSync(original).filter((file) => /\.tf(\.json)?$/.test(file));
  return Object.fromEntries(files.map((file) => [`${sourceOf(name, form).slice(2)}/${file}`, readFileSync(join(original, file), 'utf8')]));
}
