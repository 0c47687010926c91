/** The kind of what an ARN names, e.g. `ec2:snapshot`, `s3:object`; empty for `*`. */
export function kindOfResource(arn: string): string {
  const [, , service = '', , , ...rest] = arn.split(':');
  const resource = rest.join(':');
  if (service === '') return '';
  if (service === 's3') return resource.includes('/') ? 's3:object' : 's3:bucket';
  return `${service}:${/^[^/:]*/.exec(resource)?.[0] ?? ''}`;
}

/** Whether a resource is of the kind of a claim's; a claim about `*` is about whatever AWS names. */
export const isKindOf = (claimed: string, resource: string): boolean =>
  claimed === '*' || kindOfResource(claimed) === kindOfResource(resource);

/** Kinds of which a statement names none by id, so that calls on several of them are one. */
const MANY = /^ec2:(instance|snapshot|volume|image|network-interface|elastic-ip)$/;

/** What a resource is to a statement: one of its kind, or a bucket with all its objects, or itself. */
export function resourceClass(arn: string): string {
  const kind = kindOfResource(arn);
  if (MANY.test(kind)) return arn.replace(/\/.*$/s, arn.endsWith('/*') ? '/new' : '/one');
  return kind === 's3:object' ? arn.replace(/\/.*$/s, '/one') : arn;
}
