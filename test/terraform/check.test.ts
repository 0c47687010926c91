import { writeFileSync } from 'node:fs';
import { checkPlan } from '../../src/check/check-plan';
import { planEstates } from '../../src/check/plan-estates';
import type { PlanCheck } from '../../src/check/findings';
import { importOf } from '../../src/doctor/options';
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

describeEmulated('check of real plans', () => {
  let emulator: Emulator;
  let root: TerraformRoot;
  beforeAll(async () => {
    emulator = await startEmulator();
    root = await terraformRoot({ 'main.tf.json': checkRoot(emulator.endpoint), 'forensics/main.tf.json': forensicsModule() });
  });
  afterAll(async () => {
    root?.remove();
    await emulator?.stop();
  });
  const planned = async (change: string): Promise<string> => {
    await root.terraform('plan', '-input=false', '-out=plan.tfplan', `-var=change=${change}`);
    return root.terraform('show', '-json', 'plan.tfplan');
  };
  test('x', async () => {
    writeFileSync('/tmp/plan-new.json', await planned(''));
    await root.terraform('apply', '-auto-approve', 'plan.tfplan');
    for (const change of [
      '',
      'hand key loses decrypt',
      'separate key opens',
      'grant for the platform',
      'unknown policy',
      'other Region',
      'capability gone',
      'level lowered',
      'trust opens',
      'delete any snapshot',
      'detached',
    ])
      writeFileSync(`/tmp/plan-${change.replaceAll(' ', '-')}.json`, await planned(change));
    void checked;
  });
});
