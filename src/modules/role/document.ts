import type { TerraformStack } from 'cdktf';
import { capabilitiesOf } from '../../catalogue/capabilities';
import { policyTemplate, type RoleDefinition } from '../../catalogue/roles/role-definition';
import { ROLE_GUARD_WORDS, ROLE_VALUE_WORDS } from '../../catalogue/roles/words';
import type { RoleSize } from '../../catalogue/roles/worst-case';
import { TIGHTENING_LADDER } from '../../catalogue/tightening-ladder';
import type { ModuleDocument, PermissionGroup } from '../../module-document';
import { permissionRows } from '../permission-rows';
import { terraformDocument } from '../terraform-document';

/** What the document of a role says besides what follows from its definition. */
export type RoleText = Pick<ModuleDocument, 'purpose' | 'introduction' | 'examples' | 'tests' | 'sections' | 'limitNotes'>;

/** The document of a role's module, from its stack. */
export function roleDocument(
  stack: TerraformStack,
  definition: RoleDefinition,
  role: 'platform' | 'target',
  sizes: readonly RoleSize[],
  text: RoleText,
): ModuleDocument {
  return {
    name: definition.moduleName,
    ...text,
    terraform: terraformDocument(stack),
    permissions: permissionGroups(definition),
    ladder: TIGHTENING_LADDER,
    capabilities: capabilitiesOf(role),
    limits: sizes.map(({ policy, characters, limit }) => ({
      what: policy === 'trust' ? 'Trust policy' : `Policy \`${policy}\``,
      size: characters,
      limit,
      unit: 'characters',
    })),
  };
}

function permissionGroups({ trust, permissions }: RoleDefinition): readonly PermissionGroup[] {
  return [
    { policy: 'trust', purpose: 'who may assume the role', rows: permissionRows(trust, ROLE_GUARD_WORDS, ROLE_VALUE_WORDS) },
    ...permissions.policies.map((policy) => ({
      policy: policy.key,
      purpose: policy.purpose.toLowerCase(),
      rows: permissionRows(policyTemplate(permissions, policy), ROLE_GUARD_WORDS, ROLE_VALUE_WORDS).filter(
        ({ sid }) => sid !== 'NothingChosen',
      ),
    })),
  ];
}
