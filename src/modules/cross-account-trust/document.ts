import { proofSection } from '../proof-section';
import type { TerraformStack } from 'cdktf';
import { CROSS_ACCOUNT_TRUST } from '../../catalogue/cross-account-trust/definition';
import { crossAccountTrustSizes } from '../../catalogue/cross-account-trust/worst-case';
import type { ModuleDocument } from '../../module-document';
import { roleDocument } from '../role/document';
import { CROSS_ACCOUNT_TRUST_EXAMPLES } from './examples';
import { CROSS_ACCOUNT_TRUST_TESTS } from './test-cases';

/** The module `cado-cross-account-trust` as a document, from its stack. */
export function crossAccountTrustDocument(stack: TerraformStack): ModuleDocument {
  return roleDocument(stack, CROSS_ACCOUNT_TRUST, 'target', crossAccountTrustSizes(), {
    purpose: 'The role in a target account that the Cado / Darktrace forensics platform assumes to acquire evidence there.',
    introduction: [
      'It trusts exact roles of the platform and nobody else: no account, user, session or service. Snapshots can be shared with the platform\'s account only, never with everybody.',
      'Three managed policies carry it, each under a key that never changes. All three always exist, so that a choice of capabilities never changes an address; one of which nothing is chosen holds a single statement that changes nothing.',
    ],
    examples: CROSS_ACCOUNT_TRUST_EXAMPLES,
    tests: CROSS_ACCOUNT_TRUST_TESTS,
    limitNotes:
      'Everything chosen, the longest names and paths, GovCloud with both its Regions, one platform role, an external id of 64 characters, one bucket. A policy over the limit is refused at plan, with its size.',
    sections: [
      {
        title: 'External id',
        markdown:
          'An external id is no secret: it keeps a platform that serves many customers from being talked into acting for the wrong one. Whether a platform of your own shows one is not documented, so it is optional; trusting the exact role is what protects. The value `NoExternalIdRequired` of a public guide is refused, since everybody knows it.',
      },
      proofSection('cado-cross-account-trust'),
      {
        title: 'What is not known',
        markdown:
          "Whether the Cado role or the instance role assumes this one (name both with `additional_platform_role_arns`), and whether the platform takes back the sharing of a snapshot, which nothing here allows. One CloudTrail of each import settles them. A role that is assumed by a role has sessions of an hour at most.",
      },
    ],
  });
}
