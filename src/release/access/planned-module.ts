import { type JsonObject, plainText } from '../../policy/policy-json';
import type { ModuleName } from '../../proof/claims/import-path';
import type { PlannedModule } from '../../proof/plan/planned-modules';
import { ACCOUNT, type Setting } from './module-scope';
import type { RenderedModule } from './rendered-module';

/** What was rendered, as the proof reads a plan; undefined for a module that claims know nothing of. */
export function plannedModule(module: string, setting: Setting, { policies, values }: RenderedModule): PlannedModule | undefined {
  const place = { address: '', partition: 'aws', account: ACCOUNT, inputs: setting };
  if (module === 'cado-kms-key-policy') {
    const [statements] = policies.get('output statements_json') ?? [];
    return statements === undefined ? undefined : { ...place, name: module, policies: { statements } };
  }
  const [trust] = policies.get('trust') ?? [];
  const permissions: readonly JsonObject[] = policies.get('permissions') ?? [];
  if (trust === undefined || !isRole(module)) return undefined;
  const role = `${plainText(values.get('aws_iam_role.this.path') ?? '/')}${plainText(values.get('aws_iam_role.this.name') ?? '')}`;
  return { ...place, name: module, role, trust, policies: Object.fromEntries(permissions.map((policy, index) => [String(index), policy])) };
}

const isRole = (name: string): name is ModuleName => name === 'cado-role' || name === 'cado-cross-account-trust';
