/** A key of the service that defines it, and behind it perhaps the name of a tag or a pair. */
const CONDITION_KEY = /^[a-z][a-z0-9-]*:[a-z][\w-]*([/:].+)?$/is;

/** Keys that have a value of their own in each call: one for all would make calls that nobody can make. In lower case, `*` at the end. */
const SET_BY_CALLS: readonly string[] = [
  'aws:calledvia*',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalisawsservice',
  'aws:principaltype',
  'aws:requestedregion',
  'aws:resourceaccount',
  'aws:viaawsservice',
  'ec2:add/*',
  'ec2:createaction',
  'kms:calleraccount',
  'kms:encryptioncontext*',
  'kms:grant*',
  'kms:viaservice',
];

/** Keys that options give, since claims speak of them. */
const OF_OPTIONS: Readonly<Record<string, string>> = {
  'aws:principalorgid': '--organization-id',
  'sts:externalid': '--external-id',
};

const ACCEPTED = 'Accepted: aws:SourceIp=203.0.113.7';

/** What is wrong with pairs of `--context`, a sentence each. */
export function contextProblems(pairs: readonly string[]): readonly string[] {
  const keys = pairs.map((pair) => pair.slice(0, Math.max(pair.indexOf('='), 0)));
  return pairs.flatMap((pair, index) => {
    const [key = '', shown] = [keys[index], JSON.stringify(pair)];
    const name = key.toLowerCase();
    // Case does not count.
    const isRepeated = keys.slice(0, index).some((other) => other.toLowerCase() === name);
    const option = Object.hasOwn(OF_OPTIONS, name) ? OF_OPTIONS[name] : undefined;
    if (key === '') return [`--context ${shown} is no pair. ${ACCEPTED}`];
    if (!CONDITION_KEY.test(key)) return [`--context ${shown}: ${JSON.stringify(key)} is no condition key. ${ACCEPTED}`];
    if (option !== undefined) return [`--context ${shown}: ${option} gives ${key}. Give it there`];
    if (isSetByCalls(name)) return [`--context ${shown}: each call has its own ${key}. Leave it out`];
    return isRepeated ? [`--context ${shown}: ${key} is given twice. Give it once`] : [];
  });
}

const isSetByCalls = (key: string): boolean =>
  SET_BY_CALLS.some((pattern) => (pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern));

/**
 * Keys that begin with `aws:`, in lower case; those that end in `/` have a name behind it.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const GLOBAL_KEYS: ReadonlySet<string> = new Set(
  `assumedroot calledvia calledviaawsmcp calledviafirst calledvialast chatbotsourcearn currenttime ec2instancesourceprivateipv4
  ec2instancesourcevpc epochtime federatedprovider multifactorauthage multifactorauthpresent principalaccount principalarn
  principalisawsservice principalorgid principalorgpaths principalservicename principalservicenameslist principaltag/ principaltype
  referer requestedregion requesttag/ resourceaccount resourceorgid resourceorgpaths resourcetag/ securetransport sourceaccount
  sourcearn sourceidentity sourceip sourceorgid sourceorgpaths sourcevpc sourcevpcarn sourcevpce tagkeys tokenissuetime useragent
  userid username viaawsmcpservice viaawsservice vpceaccount vpceorgid vpceorgpaths vpcsourceip`
    .split(/\s+/)
    .map((key) => `aws:${key}`),
);

/** What is odd about pairs of `--context` and no problem, a sentence each. */
export const contextNotes = (pairs: readonly string[]): readonly string[] =>
  pairs.flatMap((pair) => {
    const [key = ''] = pair.split('=', 1);
    const name = key.toLowerCase();
    const isKnown = !name.startsWith('aws:') || GLOBAL_KEYS.has(name) || GLOBAL_KEYS.has(`${name.split('/')[0] ?? ''}/`);
    return isKnown ? [] : [`--context ${key}: no global condition key of this name is known`];
  });
