import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from '../disk/released';

const COMMAND = join(PROJECT, 'dist/cado-response.js');

let folder: string;
beforeAll(() => {
  // As a clone has it; commands may write beside it.
  folder = mkdtempSync(join(tmpdir(), 'cado-response-documented-'));
  for (const part of ['dist', 'modules', 'releases', 'examples', 'src', 'LICENSE', 'package.json', 'CHANGELOG.md', 'cdktf.json'])
    cpSync(join(PROJECT, part), join(folder, part), {
      recursive: true,
      filter: (path) => !/\/(\.terraform|node_modules)(\/|$)/.test(path),
    });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const help = (...names: readonly string[]): string =>
  spawnSync(process.execPath, [COMMAND, ...names, '--help'], { encoding: 'utf8' }).stdout;

/** Every command, as the help of the program lists them. */
const NAMES = [...help().matchAll(/^ {2}([a-z]+) .*$/gm)].flatMap(([, name]) => (name === undefined || name === 'help' ? [] : [name]));

/** Examples of a command's help: what stands indented below their heading. */
const examplesIn = (text: string): readonly string[] =>
  (/\nExamples?:\n((?: {2}.*\n?)+)/.exec(text)?.[1] ?? '').split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));

/** Commands of a page: blocks of sh, lines that go on joined. */
const commandsIn = (page: string): readonly string[] =>
  [...page.matchAll(/```sh\n([^`]*)```/g)].flatMap(([, block = '']) =>
    block
      .replaceAll('\\\n', ' ')
      .split('\n')
      .filter((line) => line.trim() !== ''),
  );

const DOCUMENTED = [
  ...NAMES.flatMap((name) => examplesIn(help(name)).map((line) => [`--help of ${name}`, line] as const)),
  ...NAMES.flatMap((name) =>
    commandsIn(readFileSync(join(PROJECT, `docs/${name}.md`), 'utf8')).map((line) => [`docs/${name}.md`, line] as const),
  ),
].filter(([, line]) => !line.startsWith('cado-response serve'));

test('every command has an example in its help, and a page that has one', () => {
  expect(NAMES.length).toBeGreaterThanOrEqual(13);
  for (const name of NAMES) {
    expect([name, examplesIn(help(name)).length > 0]).toEqual([name, true]);
    expect([name, commandsIn(readFileSync(join(PROJECT, `docs/${name}.md`), 'utf8')).length > 0]).toEqual([name, true]);
  }
  expect(
    readdirSync(join(PROJECT, 'docs'))
      .filter((file) => file.endsWith('.md'))
      .map((file) => file.replace('.md', ''))
      .toSorted(),
  ).toEqual(NAMES.toSorted());
});

/** What is found wrong, or would be lost, is a failed check; wrong usage never is what an example shows. */
const fails = ([command = '', ...others]: readonly string[]): boolean =>
  command === 'doctor' || (command === 'check' && !others.includes('--accept'));

test.each(DOCUMENTED)('%s: %s', (_where, line) => {
  const words = line.replace(/^cado-response /, '').split(/\s+/);
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'dist/cado-response.js'), ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({
    status: fails(words) ? 1 : 0,
    stderr: fails(words) ? (expect.stringMatching(/^\d+ (import paths? (is|are) blocked|findings? fails? the check)\n$/) as string) : '',
  });
  expect(stdout).not.toBe('');
});

test('serve, which goes on until it is stopped', async () => {
  spawnSync(process.execPath, [join(folder, 'dist/cado-response.js'), 'publish', '--static', 'registry'], { cwd: folder });
  const [line = ''] = examplesIn(help('serve'));
  const child = spawn(process.execPath, [join(folder, 'dist/cado-response.js'), ...line.split(' ').slice(1)], { cwd: folder });
  const said = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => resolve(chunk.toString()));
    child.on('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
  child.removeAllListeners('exit');
  child.kill();
  expect(said).toContain('http://127.0.0.1:');
});
