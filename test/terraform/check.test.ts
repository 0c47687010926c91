import { checkPlan } from '../../src/check/check-plan';
import { planEstates } from '../../src/check/plan-estates';
import type { PlanCheck } from '../../src/check/findings/findings';
import { importOf } from '../../src/doctor/subject/options';
import { checkRoot, forensicsModule } from './check-root';
import { describeEmulated } from './test-bed/describe-terraform';
import { startEmulator, type Emulator } from './test-bed/emulator';
import { terraformRoot, type TerraformRoot } from './test-bed/terraform-root';

const USUAL = { partition: 'aws', account: '000000000000', region: 'eu-west-1' } as const;

function checked(planText: string): PlanCheck {
  const plan = planEstates(planText, 'plan.json', USUAL);
  if (typeof plan === 'string') throw new Error(plan);
  return checkPlan(plan, importOf({ protects: ['ebs', 's3'] }));
}

/** One change of the configuration, and what must be found: rules with places, part of a message, and letters of lost paths. */
interface Change {
  readonly change: string;
  readonly rules: readonly string[];
  readonly places: readonly string[];
  readonly lost: string;
  readonly message: RegExp;
}

const TRUST = 'module.forensics.module.trust.aws_iam_policy.this';

const CHANGES: readonly Change[] = [
  { change: '', rules: [], places: [], lost: '', message: /^$/ },
  {
    change: 'hand key loses decrypt',
    rules: ['lost-path'],
    places: ['aws_kms_key.hand.policy'],
    lost: 'F H',
    message: /kms:Decrypt through ec2/,
  },
  {
    change: 'separate key opens',
    rules: ['new-hole'],
    places: ['aws_kms_key_policy.separate.policy'],
    lost: '',
    message: /a grant to oneself by a direct call/,
  },
  {
    change: 'grant for the platform',
    rules: ['new-hole'],
    places: ['aws_kms_grant.incident[0]'],
    lost: '',
    message: /allowed by grant 1 on the key/,
  },
  {
    change: 'unknown policy',
    rules: ['unknown-until-apply'],
    places: ['aws_kms_external_key.late[0].policy'],
    lost: '',
    message: /is unknown until apply/,
  },
  {
    change: 'other Region',
    rules: ['lost-path'],
    places: [`${TRUST}["kms"].policy`],
    lost: 'B F G I J',
    message: /whose Resource wants arn:aws:kms:eu-north-1/,
  },
  {
    change: 'capability gone',
    rules: ['lost-path'],
    places: [`${TRUST}["acquisition"].policy`, `${TRUST}["kms"].policy`],
    lost: 'A B C F G J',
    message: /ec2:DescribeInstances would be refused/,
  },
  {
    change: 'level lowered',
    rules: ['new-hole'],
    places: ['module.forensics.aws_kms_key.volumes["db"].policy'],
    lost: '',
    message: /refuse it from (via_service|encryption_context) on|Decrypt by a direct call/,
  },
  {
    change: 'trust opens',
    rules: ['new-hole'],
    places: ['module.forensics.aws_iam_role.hand.assume_role_policy'],
    lost: '',
    message: /neighbour acts as the target's role/,
  },
  {
    change: 'delete any snapshot',
    rules: ['new-hole'],
    places: ['module.forensics.aws_iam_role_policy.hand.policy'],
    lost: '',
    message: /deleting a customer's snapshot/,
  },
  {
    change: 'detached',
    rules: ['lost-path'],
    places: ['module.forensics.aws_iam_policy.hand["blocks"].policy'],
    lost: 'B C',
    message: /ebs:ListSnapshotBlocks/,
  },
];

// One configuration is applied once, and planned with one change at a time.
describeEmulated('check of real plans', () => {
  let emulator: Emulator;
  let root: TerraformRoot;
  let first: PlanCheck;

  beforeAll(async () => {
    emulator = await startEmulator();
    root = await terraformRoot({ 'main.tf.json': checkRoot(emulator.endpoint), 'forensics/main.tf.json': forensicsModule() });
    first = checked(await planned(''));
    await root.terraform('apply', '-auto-approve', 'plan.tfplan');
  });

  afterAll(async () => {
    root?.remove();
    await emulator?.stop();
  });

  async function planned(change: string): Promise<string> {
    await root.terraform('plan', '-input=false', '-out=plan.tfplan', `-var=change=${change}`);
    return root.terraform('show', '-json', 'plan.tfplan');
  }

  it('finds nothing wrong with what is created, and has looked at it', () => {
    expect({ findings: first.findings, accepted: first.accepted, platforms: first.platforms.length, keys: first.keys }).toEqual({
      findings: [],
      accepted: [],
      platforms: 1,
      keys: 5,
    });
    expect(first.changed).toBeGreaterThan(5);
  });

  it.each(CHANGES)('finds what comes of: $change', async ({ change, rules, places, lost, message }) => {
    const { findings } = checked(await planned(change));
    const letters = [...new Set(findings.flatMap(({ details }) => details.flatMap(({ what }) => /^([A-Z]):/.exec(what)?.[1] ?? [])))]
      .toSorted()
      .join(' ');
    expect({
      rules: [...new Set(findings.map(({ rule }) => rule))],
      places: [...new Set(findings.map(({ place }) => place))],
      lost: letters,
    }).toEqual({ rules, places, lost });
    const all = findings.flatMap(({ details, mend }) => details.map(({ message: text }) => `${text} ${mend}`));
    expect(all.join('\n')).toMatch(message);
  });
});
