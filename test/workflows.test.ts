import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FOLDER = resolve(__dirname, '../.github/workflows');
const WORKFLOWS = readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')] as const);

test.each(WORKFLOWS)('%s pins every action by digest, with its version beside it', (_name, text) => {
  const uses = text.split('\n').filter((line) => /\buses:/.test(line));
  expect(uses.length).toBeGreaterThan(0);
  expect(
    uses.filter((line) => !/uses: (\.\/\.github\/workflows\/[a-z]+\.yml|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/.test(line)),
  ).toEqual([]);
});

test.each(WORKFLOWS)('%s has no more permissions than it names, and passes no text from outside into a script', (_name, text) => {
  expect(text).toMatch(/^permissions:( \{\}|\n {2}contents: read)$/m);
  const scripts = text.split(/\n(?= +- )/).filter((step) => /\brun:/.test(step));
  expect(scripts.flatMap((step) => /run:[^]*$/.exec(step)?.[0].match(/\$\{\{[^}]*\}\}/g) ?? [])).toEqual([]);
});
