import { proofSection } from '../proof-section';
import type { TerraformStack } from 'cdktf';
import { KMS_KEY_POLICY_GUARD_WORDS, KMS_KEY_POLICY_VALUE_WORDS } from '../../catalogue/kms-key-policy/guard-words';
import { KMS_KEY_POLICY_TEMPLATE } from '../../catalogue/kms-key-policy/statements';
import { kmsKeyPolicyWorstCase } from '../../catalogue/kms-key-policy/worst-case';
import { TIGHTENING_LADDER } from '../../catalogue/tightening-ladder';
import type { ModuleDocument } from '../../module-document';
import { permissionRows } from '../permission-rows';
import { terraformDocument } from '../terraform-document';
import { KMS_KEY_POLICY_EXAMPLES } from './examples';
import { KMS_KEY_POLICY_TESTS } from './test-cases';

const INTRODUCTION = [
  'For a key that already exists, and for a new one. The module renders statements and the whole merged policy; it **never owns a key\'s policy**. Terraform would replace a policy whole, cannot read it first, and resets it to `root kms:*` on destroy, so putting it in place stays with whoever owns the key. After a destroy of this module every key has the policy it had before.',
  'Merging keeps every statement that is not ours, with its order, `Version`, `Id` and elements this module does not know. Ours are recognised by a closed list of Sids that begin with `CadoResponse`. A policy in which somebody else uses one of these Sids is refused, and so is one that would leave nobody in the account who may change it.',
] as const;

const UNION_SECTION = {
  title: 'What a tight key policy does not stop by itself',
  markdown: [
    'In one account access is the **union** of key policy and role policy: while the key delegates to its account root, as AWS\'s default does, a role policy that allows `kms:Decrypt` on the key works however tight the statements here are. Tighten the role as well, or set `enforce`, which denies our roles (nobody else) any use outside the services from `via_service` on.',
    '',
    'Across accounts access is the **intersection**: the key policy and the role\'s own policy must both allow a call.',
    '',
    '| `principal_match` | in the key\'s own account | from another account |',
    '|---|---|---|',
    '| `principal_arn` (default) | the role also needs its own KMS permission; works before the role exists and after it is re-created | the same |',
    '| `role_arn` | the key policy alone is enough; the role must exist, and a re-created role loses access until the next apply | the role also needs its own KMS permission |',
    '',
    'So a role that may not create grants by its own policy can still import with `create_volume` when `create_grant_for` names it, but only with `role_arn` and in the key\'s own account.',
  ].join('\n'),
} as const;

const OPEN_SECTION = {
  title: 'What is not known',
  markdown: [
    'Some facts about EBS and the platform are not documented and were not observed on a live account: which grant operations EBS asks for when it copies (so `pinned` allows the superset that AWS-authored policies use), how `kms:ViaService` splits in a cross-Region copy (so list both Regions), and which role calls `AttachVolume` (so the instance role can be added with `additional_platform_role_arns`). One CloudTrail of each import settles them.',
  ].join('\n'),
} as const;

/** The module `cado-kms-key-policy` as a document, from its stack. */
export function kmsKeyPolicyDocument(stack: TerraformStack): ModuleDocument {
  const worst = kmsKeyPolicyWorstCase();
  return {
    name: 'cado-kms-key-policy',
    purpose: 'Lets the Cado / Darktrace forensics platform use one customer managed KMS key to import encrypted volumes and objects, and nothing else.',
    introduction: INTRODUCTION,
    terraform: terraformDocument(stack),
    permissions: [
      { policy: '', purpose: '', rows: permissionRows(KMS_KEY_POLICY_TEMPLATE, KMS_KEY_POLICY_GUARD_WORDS, KMS_KEY_POLICY_VALUE_WORDS) },
    ],
    capabilities: [],
    ladder: TIGHTENING_LADDER,
    examples: KMS_KEY_POLICY_EXAMPLES,
    tests: KMS_KEY_POLICY_TESTS,
    limits: [
      {
        what: 'Largest policy for two roles with the longest names and paths, in 40 Regions',
        size: worst.bytes,
        limit: worst.limit,
        unit: 'bytes',
      },
    ],
    limitNotes: `Each role in \`additional_platform_role_arns\` adds at most ${worst.perRole} bytes, each bucket in \`evidence_source_bucket_arns\` at most ${worst.perBucket}. A policy over the limit is refused at plan, with its size.`,
    sections: [UNION_SECTION, proofSection('cado-kms-key-policy'), OPEN_SECTION],
  };
}
