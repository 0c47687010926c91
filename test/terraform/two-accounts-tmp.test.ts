import { startEmulator, type Emulator } from './test-bed/emulator';
import { exampleRoot } from './test-bed/example-root';

const I = { platform_instance_role_arn: 'arn:aws:iam::111122223333:role/CadoResponseInstanceRole' };
const T = { ...I, target_deployment_role_arn: 'arn:aws:iam::444455556666:role/Deployment' };
const A: Record<string, string> = { platform: '111122223333', target: '444455556666', payments: '444455556666', web: '777788889999' };
let emulator: Emulator;
beforeAll(async () => { emulator = await startEmulator(); });
afterAll(() => emulator.stop());
test.each([['cross-account-temporary-key', T, '444455556666'], ['many-accounts', undefined, '999911112222'], ['cross-region', I, '123456781234'], ['json', I, '432156781234']] as const)('%s', async (name, variables, def) => {
  const root = await exampleRoot(name, { endpoint: emulator.endpoint, accountOf: (alias) => A[alias ?? ''] ?? def, ...(variables && { variables }) });
  const out = await root.terraform('apply', '-input=false', '-auto-approve');
  console.log(name, out.slice(-1500));
  const { exitCode, stdout } = await root.tryTerraform('plan', '-input=false', '-detailed-exitcode');
  if (exitCode !== 0) console.log(stdout.slice(-3000));
  expect(exitCode).toBe(0);
  console.log((await root.terraform('show')).match(/"?Sid"? *= "(CadoResponse|Kms|Temp)[^\n]*|key\/[^\n"]*/g)?.slice(0, 60).join('\n'));
  await root.terraform('destroy', '-input=false', '-auto-approve');
  root.remove();
});
