import { describeEmulated } from './test-bed/describe-terraform';
import { startEmulator, type Emulator } from './test-bed/emulator';
import { exampleRoot } from './test-bed/example-root';
import type { Plan, ResourceChange } from './test-bed/terraform-root';

/** In which account each call of the example works. */
const ACCOUNTS: Readonly<Record<string, string>> = { platform: '111122223333', payments: '444455556666', web: '777788889999' };

/** Resources of one platform in each account: a role, and each of its policies with its attachment. */
const RESOURCES: Readonly<Record<string, number>> = { platform: 1 + 5 * 2, payments: 1 + 3 * 2, web: 1 + 3 * 2 };

const PLATFORMS = ['emea', 'apac'] as const;

describeEmulated('The example many-accounts: two Cado roles in one account, and a call for each of them in others', () => {
  let emulator: Emulator;
  let changes: readonly ResourceChange[];

  beforeAll(async () => {
    emulator = await startEmulator();
    ({ resource_changes: changes = [] } = await planOfExample(emulator.endpoint));
    changes = changes.filter(({ change }) => change.actions.includes('create'));
  });

  afterAll(() => emulator?.stop());

  test('plans every resource of every role at an address of its own', () => {
    const addresses = changes.map(({ address }) => address);
    expect(new Set(addresses).size).toBe(addresses.length);
    const counts = Object.entries(RESOURCES).flatMap(([call, count]) =>
      PLATFORMS.map((name) => [`module.${call}["${name}"]`, count] as const),
    );
    expect(Object.fromEntries(counts.map(([module]) => [module, ofModule(changes, module).length]))).toEqual(Object.fromEntries(counts));
  });

  test.each(Object.keys(ACCOUNTS))('gives no two roles and no two policies one name in the account of %s', (call) => {
    for (const type of ['aws_iam_role', 'aws_iam_policy']) {
      const names = changes.filter((change) => change.type === type && change.address.startsWith(`module.${call}[`)).map(nameOf);
      expect(names.length).toBeGreaterThanOrEqual(PLATFORMS.length);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test('lets each platform assume its own roles and no other', () => {
    for (const name of PLATFORMS) {
      const policy = changes.find(({ address }) => address === `module.platform["${name}"].aws_iam_policy.this["platform"]`);
      const { policy: text } = (policy?.change.after ?? { policy: '{}' }) as { readonly policy: string };
      const { Statement: statements } = JSON.parse(text) as { readonly Statement: readonly { readonly Resource: readonly string[] }[] };
      expect(statements.flatMap(({ Resource: resources }) => resources).toSorted()).toEqual(
        [ACCOUNTS['payments'], ACCOUNTS['web']].map((account) => `arn:aws:iam::${account}:role/CadoResponseRole-${name}`),
      );
    }
  });
});

async function planOfExample(endpoint: string): Promise<Plan> {
  const root = await exampleRoot('many-accounts', { endpoint, accountOf: (alias) => ACCOUNTS[alias ?? 'platform'] ?? '' });
  try {
    return await root.plan();
  } finally {
    root.remove();
  }
}

function ofModule(changes: readonly ResourceChange[], module: string): readonly ResourceChange[] {
  return changes.filter(({ address }) => address.startsWith(`${module}.`));
}

function nameOf({ change }: ResourceChange): string {
  return (change.after as { readonly name: string }).name;
}
