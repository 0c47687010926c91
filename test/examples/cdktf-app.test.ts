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
  readonly resource: { readonly aws_kms_key: { readonly key: { readonly policy: string } } };
  readonly locals: object;
}

test('the CDKTF example synthesizes, with a key policy that refers to the role', () => {
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
    const stack = JSON.parse(readFileSync(join(folder, 'cdktf.out/stacks/forensics/cdk.tf.json'), 'utf8')) as Stack;
    const sids = Object.values(stack.data.aws_iam_policy_document).flatMap(({ statement }) => statement.map(({ sid }) => sid));
    expect(sids).toEqual(expect.arrayContaining(['CadoResponseDescribeKey', 'CadoResponseEbsUse', 'CadoResponseEbsCreateGrant']));
    expect(stack.resource.aws_kms_key.key.policy).toMatch(/^\$\{local\..*policy_json.*\}$/);
    expect(JSON.stringify(stack.locals)).toContain('aws_iam_role.role.arn');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
