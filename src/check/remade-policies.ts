import type { RemadePolicy } from '../estate/terraform/fates';
import type { Outcome } from './findings/outcome';

/**
 * Policies that are destroyed under one address and made under another. Terraform orders neither before the other, and what is destroyed
 * last takes away what was just made.
 *
 * @param isOurs whether a role or a key is looked at, by its ARN
 * Source: https://developer.hashicorp.com/terraform/language/modules/develop/refactoring
 */
export const remadeOutcomes = (remade: readonly RemadePolicy[], isOurs: (arn: string) => boolean): readonly Outcome[] =>
  remade
    .filter(({ about }) => isOurs(about))
    .map(({ address, was }) => ({
      rule: 'possible-loss',
      severity: 'warning',
      place: address,
      what: 'made under another address',
      message: `${was} would be destroyed and ${address} put, which are one policy at AWS: where Terraform destroys last, the policy is gone`,
      mend: `Say that it moved: moved { from = ${was}, to = ${address} }`,
      rank: 0,
    }));
