import { mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** What a Terraform process may see of the user's environment; no AWS variable is among it. */
const PASSED_ON = [
  'PATH',
  'TMPDIR',
  'TF_CLI_ARGS_init',
  'TF_CLI_CONFIG_FILE',
  'TF_PLUGIN_CACHE_DIR',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'SSL_CERT_FILE',
] as const;

/** Environment of every process a test starts: credentials and configuration of the user never reach it. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const home = join(tmpdir(), `cado-response-test-home-${userInfo().uid}`);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const passed = PASSED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]] as const]));
  return {
    ...Object.fromEntries(passed),
    HOME: home,
    AWS_CONFIG_FILE: join(home, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'no-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
  };
}
