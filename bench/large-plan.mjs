// A plan as `terraform show -json` prints it, of some size: one platform's roles and keys, and very many other resources.
const PLATFORM = 'arn:aws:iam::111122223333:role/CadoResponseRole';
const TARGET = 'arn:aws:iam::444455556666:role/CadoResponseRole';
const ROOT = 'arn:aws:iam::444455556666:root';

/** @param {readonly object[]} statements */
const policy = (...statements) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
/** @param {readonly string[]} actions */
const keyPolicy = (actions) =>
  policy(
    { Sid: 'Root', Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' },
    { Sid: 'Forensics', Effect: 'Allow', Principal: { AWS: PLATFORM }, Action: actions, Resource: '*' },
  );
const ACTIONS = ['kms:DescribeKey', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:CreateGrant'];

/** @param {string} type @param {string} name @param {object} before @param {object} after */
const change = (type, name, before, after) => ({
  address: `module.account["${name}"].${type}.this`,
  module_address: `module.account["${name}"]`,
  mode: 'managed',
  type,
  name: 'this',
  change: { actions: before === after ? ['no-op'] : ['update'], before, after, after_unknown: {} },
});

/** @param {number} index */
function key(index) {
  const values = (/** @type {string} */ text) => ({
    arn: `arn:aws:kms:us-east-1:444455556666:key/${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`,
    policy: text,
    tags: { team: `team-${index}` },
  });
  const before = values(keyPolicy(ACTIONS));
  // A few keys change, in what nobody needs.
  return change(
    'aws_kms_key',
    `key-${index}`,
    before,
    index % 500 === 0 ? values(keyPolicy([...ACTIONS, 'kms:GetKeyRotationStatus'])) : before,
  );
}

/** The role that the platform acts as in the account of the keys: it is there, and stays as it is. */
function targetRole() {
  const values = {
    arn: TARGET,
    name: 'CadoResponseRole',
    assume_role_policy: policy({ Effect: 'Allow', Principal: { AWS: PLATFORM }, Action: 'sts:AssumeRole' }),
    inline_policy: [{ name: 'forensics', policy: policy({ Effect: 'Allow', Action: [...ACTIONS, 'ec2:*'], Resource: '*' }) }],
  };
  return change('aws_iam_role', 'response', values, values);
}

/** @param {number} index */
function instance(index) {
  const values = {
    id: `i-${index}`,
    ami: 'ami-1',
    user_data: 'x'.repeat(1200),
    tags: { Name: `web-${index}`, ...Object.fromEntries(Array.from({ length: 12 }, (_, tag) => [`tag-${tag}`, `value ${index}`])) },
  };
  return change('aws_instance', `web-${index}`, values, values);
}

/**
 * A plan of about so many bytes.
 *
 * @param {number} bytes
 */
export function largePlan(bytes) {
  const parts = [targetRole(), key(0)].map((resource) => JSON.stringify(resource));
  let size = 0;
  for (let index = 1; size < bytes; index += 1) {
    const text = JSON.stringify(index % 8 === 0 ? key(index / 8) : instance(index));
    size += text.length + 1;
    parts.push(text);
  }
  return `{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{}},"resource_changes":[${parts.join(',')}]}`;
}
