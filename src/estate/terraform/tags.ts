import { objectIn, textIn } from '../../proof/plan/json-access';
import type { TerraformResource } from './resources';
import { marks } from './unknown-values';

/** Tags by their names. */
interface Tagged {
  /** @default - not known */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Tags of a role or a key, those of the provider's default_tags among them. None where some are known only on apply, or are nobody's
 * business.
 * Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role#tags_all-1
 */
export function tagsOf({ values, unknown = {}, sensitive = {} }: TerraformResource): Tagged {
  const tags = objectIn(values, 'tags_all');
  if (tags === undefined || [unknown, sensitive].some((marked) => marks(marked['tags_all']))) return {};
  return { tags: Object.fromEntries(Object.keys(tags).map((name) => [name, textIn(tags, name)])) };
}
