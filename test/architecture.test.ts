import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const SRC = resolve(__dirname, '../src');

interface SourceFile {
  /** Path below src, without ending. */
  readonly path: string;
  readonly lines: readonly string[];
  /** Packages by name, files of src as `./<path below src>`. */
  readonly imports: readonly string[];
}

const FILES: readonly SourceFile[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map((file) => {
    const text = readFileSync(join(SRC, file), 'utf8');
    const imports = [...text.matchAll(/(?:\bfrom |import\()'([^'\n]+)'/g)].map(([, target = '']) =>
      target.startsWith('.') ? `./${relative(SRC, resolve(SRC, dirname(file), target))}` : target,
    );
    return { path: file.replace(/\.ts$/, ''), lines: text.split('\n'), imports };
  });

/** What each part of src may import: of src by prefix, of packages by name. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  policy: ['./policy/'],
  catalogue: ['./policy/', './catalogue/'],
  'module-document': ['./policy/'],
  constructs: ['./policy/', './catalogue/', './constructs/', 'cdktf', 'constructs', '@cdktf/provider-aws/lib/'],
  modules: ['./policy/', './catalogue/', './constructs/', './modules/', './module-document', './proof/claim', 'cdktf', 'constructs'],
  emit: ['./policy/', './module-document', './emit/', 'handlebars', 'node:crypto'],
  disk: ['./policy/', './emit/', './disk/', './release/', './module-document', 'node:'],
  'policy-text': ['./policy/', './catalogue/', './estate/json-text', './policy-text/', 'jsonc-parser'],
  check: ['./policy/', './catalogue/', './estate/', './doctor/', './proof/', './check/', 'node:crypto'],
  diagnose: ['./policy/', './catalogue/', './estate/', './doctor/', './proof/', './diagnose/', 'csv-parse/sync', 'node:zlib'],
  explain: ['./policy/', './catalogue/', './estate/', './doctor/', './proof/', './explain/', 'node:crypto'],
  'explain/client': ['./explain/client/', './explain/page-data', './explain/page-verdicts'],
  doctor: ['./policy/', './policy-text/', './catalogue/', './emit/hcl/', './estate/', './proof/', './doctor/', './module-names', 'diff'],
  estate: ['./policy/', './proof/', './estate/', 'jsonc-parser'],
  release: ['./policy/', './emit/', './proof/', './release/', './module-document', 'fflate', 'nanotar', 'node:crypto', 'semver'],
  'module-names': [],
  documents: ['./emit/test-files', './modules/'],
  proof: ['./policy/', './catalogue/', './proof/'],
  'proof/evaluator': ['./proof/evaluator/'],
  synthesize: ['./disk/', './emit/', './module-document'],
  app: ['./emit/test-files', './modules/', './synthesize', 'cdktf', 'node:path'],
  index: ['./catalogue/capabilities', './constructs/', './policy/'],
  cli: [
    './check/',
    './cli/',
    './diagnose/',
    './disk/',
    './doctor/',
    './explain/',
    './emit/release-record',
    './estate/',
    './module-document',
    './policy-text/',
    './policy/input-spec',
    './policy/policy-json',
    './module-names',
    './release/',
    './policy/gone-principals',
    './policy/guard',
    './proof/',
    './synthesize',
    'cli-progress',
    'commander',
    'sirv',
    'node:',
    './../package.json',
  ],
};

/** The narrowest part that a file is in. */
const partOf = (path: string): string =>
  Object.keys(MAY_IMPORT)
    .filter((part) => path === part || path.startsWith(`${part}/`))
    .toSorted((one, other) => other.length - one.length)[0] ?? path;

test.each(FILES.map((file) => [file.path, file] as const))('%s imports only what its part may', (_path, file) => {
  const allowed = MAY_IMPORT[partOf(file.path)];
  expect(allowed).toBeDefined();
  expect(file.imports.filter((target) => !allowed?.some((prefix) => target === prefix || target.startsWith(prefix)))).toEqual([]);
});

test('provider classes come by resource path, never from the whole provider', () => {
  const providers = FILES.flatMap(({ imports }) => imports).filter((target) => target.startsWith('@cdktf/'));
  expect(providers.length).toBeGreaterThan(0);
  expect(providers.filter((target) => !/^@cdktf\/provider-aws\/lib\/[a-z-]+$/.test(target))).toEqual([]);
});

test('no file imports itself over others', () => {
  let left = FILES.map(({ path, imports }) => ({ path: `./${path}`, imports }));
  for (let before = Number.POSITIVE_INFINITY; left.length < before;) {
    before = left.length;
    const paths = new Set(left.map(({ path }) => path));
    const imported = new Set(left.flatMap(({ imports }) => imports));
    left = left.filter(({ path, imports }) => imported.has(path) && imports.some((target) => paths.has(target)));
  }
  // Whoever imports none that is left, or is imported by none, is no part of a circle; what stays is circles and what joins them.
  expect(left.map(({ path }) => path)).toEqual([]);
});

test('a file is one concept: at most 250 lines', () => {
  expect(FILES.filter(({ lines }) => lines.length > 250).map(({ path, lines }) => `${path}: ${lines.length}`)).toEqual([]);
});

test('types are never switched off', () => {
  const off = FILES.flatMap(({ path, lines }) =>
    lines
      .filter((line) => /\bas any\b|: any\b(?!\()|<any>|@ts-(ignore|nocheck|expect-error)/.test(line.replace(/"[^"]*"|'[^']*'/g, '')))
      .map((line) => `${path}: ${line.trim()}`),
  );
  expect(off).toEqual([]);
});
