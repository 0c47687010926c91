import { overlaps, withoutVariables } from '../../../policy/globs';
import type { ConditionView, PolicyView, StatementView } from '../policy-view';
import type { Complaint, Rule } from '../rule';

/** Who can set a tag can open whatever is scoped by it. */
export const OWN_TAGS_RULE: Rule = {
  name: 'tag-set-freely',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html',
  lint: ({ statements }: PolicyView) => {
    const allows = statements.filter(({ effect }) => effect === 'Allow');
    return allows.flatMap((scoped) =>
      scoped.conditions.flatMap((condition) => {
        const tag = tagIn(condition);
        if (tag === undefined || condition.ofAbsentKey !== 'fails') return [];
        const tagger = allows.find((candidate) => setsTag(candidate, tag, condition, scoped));
        return tagger === undefined ? [] : [complaint(condition, tagger)];
      }),
    );
  },
};

const complaint = ({ path, name }: ConditionView, tagger: StatementView): Complaint => ({
  severity: 'error',
  path,
  problem: `${tagger.path} lets the caller set the tag of ${name} on these resources, so the scope keeps nothing out.`,
  mend: 'Allow tags only while something is made (ec2:CreateAction), only on what has the tag, or only other keys (aws:TagKeys).',
});

const tagIn = ({ key }: ConditionView): string | undefined => /^(?:aws|[a-z0-9]+):(?:resourcetag|existingobjecttag)\/(.+)$/.exec(key)?.[1];

/** What sets tags on the resources of a service. @default - `<service>:tagresource` */
const TAGGERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['ec2', ['ec2:createtags']],
  ['ebs', ['ec2:createtags']],
  ['ssm', ['ec2:createtags', 'ssm:addtagstoresource']],
  ['s3', ['s3:putobjecttagging']],
]);

function setsTag(tagger: StatementView, tag: string, scope: ConditionView, scoped: StatementView): boolean {
  const services = scoped.actions.map(({ text }) => text.toLowerCase().split(':')[0] ?? '');
  const wanted = services.flatMap((service) => TAGGERS.get(service) ?? [`${service}:tagresource`]);
  return (
    tagger.actions.some(({ text }) => wanted.some((action) => overlaps(text.toLowerCase(), action))) &&
    tagger.resources.some((one) => scoped.resources.some((other) => overlaps(withoutVariables(one.text), withoutVariables(other.text)))) &&
    !tagger.conditions.some((condition) => keepsTag(condition, tag, scope))
  );
}

/** Whether a condition on tagging keeps the tag of a scope out of reach. */
function keepsTag(condition: ConditionView, tag: string, scope: ConditionView): boolean {
  if (condition.key === 'aws:tagkeys') return !condition.values.some(({ text }) => overlaps(text.toLowerCase(), tag));
  if (condition.ofAbsentKey !== 'fails') return false;
  if (condition.key === `aws:requesttag/${tag}`) {
    return !condition.values.some(({ text }) => scope.values.some((other) => overlaps(text, other.text)));
  }
  return condition.key === 'ec2:createaction' || tagIn(condition) === tag;
}
