import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';

const PROJECT = resolve(__dirname, '../..');

interface Stack {
  readonly data: {
    readonly aws_iam_policy_document: Readonly<Record<string, { readonly statement: readonly { readonly sid: string }[] }>>;
  };
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly locals: object;
}

const sidsOf = (stack: Stack): readonly string[] =>
  Object.values(stack.data.aws_iam_policy_document).flatMap(({ statement }) => statement.map(({ sid }) => sid));

test('the CDKTF example synthesizes: both roles, and a key policy that refers to the role beside it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cado-response-example-'));
  try {
    buildSync({
      entryPoints: [join(PROJECT, 'examples/cdktf-app/main.ts')],
      bundle: true,
      platform: 'node',
      target: 'node20',
      outfile: join(folder, 'main.js'),
      alias: { 'cdktf-cado-response': join(PROJECT, 'src/index.ts') },
      logLevel: 'silent',
    });
    execFileSync(process.execPath, ['main.js'], { cwd: folder, stdio: 'pipe' });
    const stack = (name: string): Stack => JSON.parse(readFileSync(join(folder, `cdktf.out/stacks/${name}/cdk.tf.json`), 'utf8')) as Stack;
    expect(sidsOf(stack('platform'))).toEqual(expect.arrayContaining(['KmsUse', 'TempKeyCreate', 'AssumeTargets']));
    const target = stack('target');
    expect(sidsOf(target)).toEqual(expect.arrayContaining(['SnapshotShare', 'TempKeyUse', 'CadoResponseEbsUse']));
    expect(target.resource['aws_kms_key']?.['key']?.['policy']).toMatch(/^\$\{local\..*policy_json.*\}$/);
    expect(JSON.stringify(target.locals)).toContain('aws_iam_role.trust_role');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
