import { REGION, ROLE_ARN } from '../../catalogue/arn-patterns';

/** Longer than any ARN of AWS. */
const LONGEST = 2048;
const IS_ROLE = new RegExp(ROLE_ARN);
const IS_REGION = new RegExp(REGION);
const SESSION = /^arn:([a-z-]+):sts::(\d{12}):assumed-role\/([\w+=,.@-]+)\//;

/** Whether a text is the ARN of a role, path included. */
export const isRoleArn = (text: string): boolean => text.length <= LONGEST && IS_ROLE.test(text);

/** The Region that an ARN names. */
export function regionIn(arn = ''): string | undefined {
  const region = arn.split(':', 4)[3] ?? '';
  return IS_REGION.test(region) ? region : undefined;
}

/** The role of a session by its ARN, which leaves the role's path out; undefined for anything else. */
export function roleOfSession(arn: string): string | undefined {
  const [, partition = '', account = '', name = ''] = SESSION.exec(arn.slice(0, LONGEST)) ?? [];
  const role = `arn:${partition}:iam::${account}:role/${name}`;
  return isRoleArn(role) ? role : undefined;
}
