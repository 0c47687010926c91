import { proofSection } from '../proof-section';
import type { TerraformStack } from 'cdktf';
import { CADO_ROLE } from '../../catalogue/cado-role/definition';
import { cadoRoleSizes } from '../../catalogue/cado-role/worst-case';
import type { ModuleDocument } from '../../module-document';
import { roleDocument } from '../role/document';
import { CADO_ROLE_EXAMPLES } from './examples';
import { CADO_ROLE_TESTS } from './test-cases';

/** The module `cado-role` as a document, from its stack. */
export function cadoRoleDocument(stack: TerraformStack): ModuleDocument {
  return roleDocument(stack, CADO_ROLE, 'platform', cadoRoleSizes(), {
    purpose: 'The CadoResponseRole: the role in the platform account as which the Cado / Darktrace forensics platform acquires evidence.',
    introduction: [
      "Five managed policies carry it, each under a key that never changes. All five always exist, so that a choice of capabilities never changes an address; one of which nothing is chosen holds a single statement that changes nothing.",
      "It does not replace the platform's instance role, which runs the platform itself: logs, native updates, workers and secrets are that role's, and in no module here.",
    ],
    examples: CADO_ROLE_EXAMPLES,
    tests: CADO_ROLE_TESTS,
    limitNotes:
      'Everything chosen, the longest names and paths, GovCloud with both its Regions, one target, one bucket. A policy over the limit is refused at plan, with its size: of `target_role_arns` with short names some 110 fit, beyond that `target_role_name` stands for any number.',
    sections: [
      {
        title: 'The role that equals the vendor\'s own',
        markdown:
          "`capabilities = [\"ec2\", \"ami\", \"s3\", \"lambda\", \"eks\", \"cloudtrail\", \"policy_check\", \"ecs\", \"memory_forensics\", \"isolate_ec2\", \"guardduty\", \"error_reporting\", \"health_checks\", \"platform_updates\", \"core_platform\"]` with `kms_tightening = \"documented\"` does what the vendor's role in `aws_v2` does (its `organizations` belong to the management account, in `cado-cross-account-trust`). Left out is what never worked or reached too far: tags on anything at any time, keys named by anybody, roles passed to any service, actions on resources they do not have.",
      },
      proofSection('cado-role'),
      {
        title: 'What is not known',
        markdown:
          "Whether the platform names what it makes while it makes it (else set `tag_after_create`), in which order it deletes a temporary key and its alias (else set `temporary_key.delete_alias`), and which role attaches volumes. One CloudTrail of each import settles them. The platform's own account check simulates without KMS context and shows conditioned KMS actions as missing from `aws_resources` on; imports work.",
      },
    ],
  });
}
