import type { Diagnosis } from '../../src/diagnose/diagnosis';

/** Names of the world that claims are told in, of templates and of AWS, which statements hold whatever the event says. */
const OF_TEMPLATES: readonly RegExp[] = [/^aws$/];

/** Account numbers, ids and names of roles, keys and buckets in statements that came neither from events nor from options. */
export function madeUp({ calls, policies }: Pick<Diagnosis, 'calls' | 'policies'>, given: readonly unknown[]): readonly string[] {
  const source = JSON.stringify(given);
  const printed = JSON.stringify([
    calls.map(({ changes }) => changes.map(({ statements, owner }) => [statements, owner])),
    policies.map(({ statements, owner }) => [statements, owner]),
  ]);
  const names = [
    ...printed.matchAll(/\b\d{12}\b/g),
    ...printed.matchAll(/\b(?:vol|snap|i|sg|ami)-[0-9a-f]{8,}\b/g),
    ...printed.matchAll(/\bmrk-[0-9a-f]+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g),
    ...printed.matchAll(/(?<=:role\/(?!aws-service-role))[\w+=,.@/-]+/g),
    ...printed.matchAll(/(?<=:s3:::)[a-z0-9.-]+/g),
    ...printed.matchAll(/\b[a-z]{2}(?:-gov)?-[a-z]+-\d\b/g),
  ].map(([name]) => name);
  return [...new Set(names)].filter(
    (name) => !source.includes(name) && name !== 'cadologsupload' && !OF_TEMPLATES.some((known) => known.test(name)),
  );
}
