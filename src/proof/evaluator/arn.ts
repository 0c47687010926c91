/** The parts of an ARN: `arn:partition:service:region:account:resource`, where the last may hold colons. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  /** Empty where the ARN has none. */
  readonly account: string;
  readonly resource: string;
}

/**
 * Takes an ARN apart; undefined for what is none.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function parseArn(text: string): Arn | undefined {
  if (!text.startsWith('arn:')) return undefined;
  const service = text.indexOf(':', 4) + 1;
  const region = service === 0 ? 0 : text.indexOf(':', service) + 1;
  const account = region === 0 ? 0 : text.indexOf(':', region) + 1;
  const resource = account === 0 ? 0 : text.indexOf(':', account) + 1;
  if (resource === 0) return undefined;
  return {
    partition: text.slice(4, service - 1),
    service: text.slice(service, region - 1),
    account: text.slice(account, resource - 1),
    resource: text.slice(resource),
  };
}
