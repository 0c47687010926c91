import type { HclBlock } from './hcl-blocks';

/** The address of what a block belongs to. */
export function addressOf(block: HclBlock): string {
  const [kind = '', ...labels] = (block.parents[0] ?? block).header.replaceAll('"', '').split(' ');
  return [...(kind === 'resource' ? [] : [kind === 'variable' ? 'var' : kind]), ...labels].join('.');
}

/** The name of the policy document a block is part of. */
export function documentOf(block: HclBlock): string | undefined {
  return /^data\.aws_iam_policy_document\.(\w+)$/.exec(addressOf(block))?.[1];
}

/** The Sid of the statement a block is, or is part of. */
export function sidOf(block: HclBlock): string | undefined {
  const statement = [...block.parents, block].find(({ header }) => /^(dynamic "statement"|statement)$/.test(header));
  return /^ *sid +=  *"([^"]+)"$/m.exec(statement?.text ?? '')?.[1];
}
