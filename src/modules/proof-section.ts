import { TIGHTENING_LEVELS } from '../policy/guard';
import { CLAIMS, isMadeAt, modulesOf } from '../proof/claim';
import { FAMILIES, type Attack } from '../proof/claims/attack';
import { ATTACKS } from '../proof/claims/attacks';

/** What `cado-response prove` decides for a module, as a section of its README. */
export function proofSection(moduleName: string): { readonly title: string; readonly markdown: string } {
  return {
    title: 'What is proved',
    markdown: [
      'Every call of these paths is decided by an evaluator of IAM and KMS policies, in three partitions, for every level and method, both ways to name roles, with keys listed or not, in one Region and in two. Run it again, offline, with `npx --package cdktf-cado-response cado-response prove`.',
      pathTable(moduleName),
      "Refused, with every capability chosen and callers who may do anything in their own accounts. Each attack is allowed by some weaker policy, such as the vendor's own, so none is refused by accident.",
      attackTable(),
      ...(moduleName === 'cado-role' ? [NOT_REFUSED] : []),
    ].join('\n\n'),
  };
}

const NOT_REFUSED =
  'Not refused: with `create_volume` and a temporary key, the role can name a multi-Region key of this account that has no alias at all, and then delete it. A key whose owner gave it an alias is safe.';

function pathTable(moduleName: string): string {
  const rows = CLAIMS.flatMap((claim) => {
    if (claim.kind !== 'path' || !modulesOf(claim).some((name) => name === moduleName)) return [];
    const { title, method } = claim.path;
    const cells = TIGHTENING_LEVELS.map((level) => (isMadeAt(claim, level) ? 'works' : '–'));
    return [[title, method === undefined ? 'either' : `\`${method}\``, ...cells]];
  });
  return table(['path', 'method', ...TIGHTENING_LEVELS.map((level) => `\`${level}\``)], rows);
}

function attackTable(): string {
  const rows = FAMILIES.map((family) => {
    const attacks = ATTACKS[family];
    const later = TIGHTENING_LEVELS.flatMap((level) => {
      const refused = attacks.filter(({ from }) => from === level);
      return refused.length === 0 ? [] : [`from \`${level}\`: ${titles(refused)}`];
    });
    return [family, titles(attacks.filter(({ from }) => from === undefined)), later.join('<br/>')];
  });
  return table(['attack', 'refused at every level', 'refused from a level on'], rows);
}

const titles = (attacks: readonly Attack[]): string =>
  attacks.map(({ title, where }) => (where === undefined ? title : `${title} (where ${where})`)).join('; ');

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
