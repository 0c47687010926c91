import { KEY_ARN } from '../../catalogue/arn-patterns';
import type { EstateRole } from '../../estate/estate';
import { statementsOf } from '../../policy/key-policy';
import { isJsonObject, type JsonObject } from '../../policy/policy-json';
import { TIGHTENING_LEVELS, type InputValues, type TighteningLevel } from '../../policy/guard';
import type { RoleSide } from '../../proof/claims/world';
import { rolesNamedBy, viewsIn } from '../../proof/plan/statement-view';
import { accountOf } from '../scene';
import { externalIdsAsked, platformArnOf, trustedRoles } from '../scene-names';
import type { ChangedDocument } from './changed-documents';
import type { ModuleCall } from './module-call';
import { externalIdsAskedOf, valuesAskedFor } from '../asked-values';
import { roleModuleInputs } from './module-inputs';
import type { PatchedSubject } from './prove-patch';
import { ROLE_DEFINITIONS } from './role-additions';

const IS_KEY = new RegExp(KEY_ARN);

/** The call of the module that makes a role, for one that is there. */
export function roleModuleCall(
  name: string,
  side: RoleSide,
  { owner, address }: ChangedDocument,
  users: readonly PatchedSubject[],
): ModuleCall {
  const definition = ROLE_DEFINITIONS[side];
  const role = users.map(({ scene }) => scene.subject[side]).find((one) => one?.arn === owner) ?? { arn: owner };
  const level = TIGHTENING_LEVELS.findLast((one) => users.some(({ patch }) => patch.level === one)) ?? 'pinned';
  const inputs = merged(side, level, users);
  const boundary = boundaryArnOf(role);
  return {
    name,
    module: definition.moduleName,
    comment: commentFor(role, users),
    inputs: { ...inputs, ...(boundary !== undefined && { permissions_boundary_arn: boundary }), ...tagsOf(role) },
    specs: definition.inputs,
    problems: [
      ...boundaryProblems(role),
      ...(side === 'target' ? targetProblems(role, inputs, users) : platformProblems(role, inputs, users)),
      ...keyProblems(inputs),
    ],
    ...(address === undefined && { imports: owner.slice(owner.lastIndexOf('/') + 1) }),
  };
}

/** Inputs for all subjects of the role. */
function merged(side: RoleSide, level: TighteningLevel, users: readonly PatchedSubject[]): InputValues {
  const all = users.map(({ scene }) => roleModuleInputs(scene, level, side));
  const [first = {}] = all;
  const union = (input: string): InputValues => {
    const values = [...new Set(all.flatMap((inputs) => (inputs[input] ?? []) as readonly string[]))];
    return values.length === 0 ? {} : { [input]: values };
  };
  // Copies carry ids of their own, and the module ties every key to the ids that it is given.
  const { ebs_resource_ids: ids, organization_id: organization, ...others } = first;
  const copies = users.some(({ scene }) => scene.subject.methods.includes('create_volume'));
  const trusted = alsoTrusted(side, first, users);
  // Roles that are let in whatever their organisation is need not be of the one that was said.
  const isForAll = further(trusted).length === 0 || users.some(({ scene }) => asksForOrganization(scene.subject[side]));
  return {
    ...others,
    ...(organization !== undefined && isForAll && { organization_id: organization }),
    ...(ids !== undefined && !copies && { ebs_resource_ids: ids }),
    ...union('evidence_regions'),
    ...union('kms_key_arns'),
    ...(side === 'platform' && union('target_role_arns')),
    ...trusted,
  };
}

const asksForOrganization = (role: EstateRole | undefined): boolean => valuesAskedFor(role?.trust?.json, 'aws:PrincipalOrgID').length > 0;

/** Roles that are let in already stay so: the module writes the trust policy anew. */
function alsoTrusted(side: RoleSide, inputs: InputValues, users: readonly PatchedSubject[]): InputValues {
  const there = users.flatMap(({ scene }) => trustedRoles(scene.subject[side]?.trust?.json)).filter((arn) => !arn.includes('*'));
  const named = [...((inputs['trusted_role_arns'] ?? []) as readonly string[]), ...there];
  if (side === 'platform') return { trusted_role_arns: [...new Set(named)] };
  const others = [...new Set(there)].filter((arn) => arn !== inputs['platform_role_arn']);
  return others.length === 0 ? {} : { additional_platform_role_arns: others };
}

const further = (inputs: InputValues): readonly string[] => (inputs['additional_platform_role_arns'] ?? []) as readonly string[];

/** Whom a trust policy lets in besides roles: no module of ours does. */
function otherTrusted({ trust }: EstateRole): readonly string[] {
  const views =
    trust === undefined
      ? []
      : viewsIn(
          statementsOf(trust.json)
            .filter(isJsonObject)
            .filter(isAllow)
            .map((one) => ({ Statement: [one] })),
        );
  return [
    ...new Set(views.flatMap((view) => (rolesNamedBy(view).length > 0 ? [] : view.principals.length > 0 ? view.principals : ['services']))),
  ];
}

/** What else a trust policy asks for or denies: the module writes it anew, with an external id, an organisation and roles alone. */
function otherControls({ trust }: EstateRole): readonly string[] {
  const statements = statementsOf(trust?.json ?? {}).filter(isJsonObject);
  const keys = viewsIn([{ Statement: statements.filter(isAllow) }]).flatMap(({ conditions }) => conditions.map(({ key }) => key));
  return [
    ...new Set(keys.filter((key) => !OF_THE_MODULE.test(key)).map((key) => `a condition on ${key}`)),
    ...(statements.every(isAllow) ? [] : ['a Deny']),
  ];
}

const OF_THE_MODULE = /^(sts:ExternalId|aws:PrincipalOrgID|aws:PrincipalArn)$/i;

const isAllow = ({ Effect }: JsonObject): boolean => Effect === 'Allow';

/** Without its boundary the role would be allowed more. */
function boundaryArnOf({ boundary, missingBoundary }: EstateRole): string | undefined {
  return missingBoundary ?? (boundary?.name.startsWith('arn:') === true ? boundary.name : undefined);
}

/** Policies may ask for the tags of a role, which the module would take away. Those of AWS nobody can set. */
function tagsOf({ tags = {} }: EstateRole): InputValues {
  const own = Object.entries(tags).filter(([key]) => !/^aws:/i.test(key));
  return own.length === 0 ? {} : { tags: Object.fromEntries(own) };
}

const boundaryProblems = (role: EstateRole): readonly string[] =>
  role.boundary !== undefined && boundaryArnOf(role) === undefined
    ? [
        `--patch module: the ARN of the permissions boundary of ${role.arn} is not told, and the module would take the boundary away. Use --patch aws-cli`,
      ]
    : [];

function targetProblems({ arn, trust }: EstateRole, inputs: InputValues, users: readonly PatchedSubject[]): readonly string[] {
  const isUnknown = users.some(({ scene }) => scene.madeUp.includes(scene.world.accounts.platform));
  const isUnclear = (values: readonly string[]): boolean => values.length > 1 || values.some((value) => /[*?]/.test(value));
  const asks = (['externalId', 'organizationId'] as const).filter((said) =>
    users.some(
      ({ scene: { subject } }) =>
        subject[said] === undefined &&
        isUnclear(said === 'externalId' ? externalIdsAsked(subject) : valuesAskedFor(trust?.json, 'aws:PrincipalOrgID')),
    ),
  );
  const idsOf = (role: string): string => JSON.stringify(externalIdsAskedOf(role, arn, trust?.json));
  const isApart = trustedRoles(trust?.json).some((role) =>
    users.some(({ scene }) => idsOf(role) !== idsOf(platformArnOf(scene.subject) ?? role)),
  );
  const unasked = 'external_id' in inputs ? further(inputs).filter((role) => externalIdsAskedOf(role, arn, trust?.json).length === 0) : [];
  return [
    ...(isApart
      ? [
          `--patch module: the trust policy of ${arn} asks roles for different external ids, and the module asks all for one. Use --patch aws-cli`,
        ]
      : []),
    ...(!isApart && unasked.length > 0
      ? [
          `--patch module: the trust policy of ${arn} asks ${unasked.join(', ')} for no external id, and the module asks all for one. Use --patch aws-cli`,
        ]
      : []),
    ...(isUnknown
      ? [
          `--patch module: nothing tells which role assumes ${arn}. Give --platform-role, e.g. --platform-role arn:aws:iam::111122223333:role/CadoResponseRole`,
        ]
      : []),
    ...asks.map((said) =>
      said === 'externalId'
        ? `--patch module: the trust policy of ${arn} takes more than one external id. Give --external-id, the one that the platform shows`
        : `--patch module: the trust policy of ${arn} takes more than one organisation. Give --organization-id, the platform's`,
    ),
  ];
}

const platformProblems = ({ arn }: EstateRole, inputs: InputValues, users: readonly PatchedSubject[]): readonly string[] =>
  ((inputs['trusted_role_arns'] ?? []) as readonly string[]).length > 0
    ? []
    : [
        users.some(({ scene }) => scene.instanceIsPlatform)
          ? `--patch module: ${arn} trusts a service alone, and cado-role makes a role that an instance's role assumes. Use --patch aws-cli, or give --instance-role`
          : `--patch module: nothing tells which role assumes ${arn}. Give --instance-role, e.g. --instance-role arn:aws:iam::111122223333:role/CadoResponseInstanceRole`,
      ];

const keyProblems = (inputs: InputValues): readonly string[] =>
  ((inputs['kms_key_arns'] ?? []) as readonly string[])
    .filter((arn) => !IS_KEY.test(arn))
    .map((arn) => `--patch module: nothing tells the id of the key in ${accountOf(arn)}. Give --key-arn`);

function commentFor(role: EstateRole, users: readonly PatchedSubject[]): string {
  const { arn: owner, address } = role;
  const [others, controls] = [otherTrusted(role), otherControls(role)];
  const isNarrowed = users.some(
    ({ scene }) => scene.subject.ebsResourceIds !== undefined && scene.subject.methods.includes('create_volume'),
  );
  return [
    `In the account ${accountOf(owner)}, with a provider of it: ${owner} is there, and the module takes it over.`,
    address === undefined
      ? 'The plan must say "to import" and destroy nothing; what else the role has is compared as in examples/adopt-existing-role.'
      : `Terraform has it as ${address}: move it here with a moved block, and compare the plan.`,
    ...(others.length > 0 ? [`Its trust policy lets in ${others.join(', ')} as well, which the module does not.`] : []),
    ...(controls.length > 0 ? [`Its trust policy has ${controls.join(', ')} as well, which the module takes away.`] : []),
    ...(isNarrowed ? ['Exact volumes and snapshots are left out: copies carry ids of their own.'] : []),
  ].join(' ');
}
