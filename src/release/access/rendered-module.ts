import { isJsonObject, type Json, type JsonObject, plainText } from '../../policy/policy-json';
import { booleanOf, evaluateExpression, EvaluationError, type Scope } from '../expression/evaluate-expression';
import { Undecided } from '../expression/expression';
import { expressionOf, preconditionsOf, type Block, type Configuration, type Rule } from '../tree/configuration';
import { instancesOf, moduleScope, type Evaluation, type Setting } from './module-scope';

/** What a module gives for one setting. */
export interface RenderedModule {
  /** Policies by what they are of, e.g. `aws_iam_role.this trust`, `aws_iam_role permissions`, `output policy_json`. */
  readonly policies: ReadonlyMap<string, readonly JsonObject[]>;
  /** Other attributes of resources, and outputs that hold no policy, by address. */
  readonly values: ReadonlyMap<string, Json>;
  /** Addresses of all resources. */
  readonly addresses: readonly string[];
  /** What cannot be told, by place. */
  readonly undecided: ReadonlyMap<string, string>;
}

/** Attributes that hold a policy, by type of resource, and what the policies are of. */
const POLICY_ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_iam_role: { assume_role_policy: 'trust' },
  aws_iam_policy: { policy: 'permissions' },
  aws_iam_role_policy: { policy: 'permissions' },
  aws_kms_key: { policy: 'key policy' },
  aws_kms_key_policy: { policy: 'key policy' },
};

/** Renders every policy, resource and output of a module for a setting. */
export function renderModule(configuration: Configuration, setting: Setting, evaluation?: Evaluation): RenderedModule {
  const scope = moduleScope(configuration, setting, evaluation);
  const policies = new Map<string, JsonObject[]>();
  const values = new Map<string, Json>();
  const undecided = new Map<string, string>();
  const addresses: string[] = [];
  const attempt = (place: string, read: () => void): void => {
    try {
      read();
    } catch (error) {
      if (!(error instanceof Undecided || error instanceof EvaluationError)) throw error;
      undecided.set(place, error.message);
    }
  };
  const add = (kind: string, found: readonly JsonObject[]): void => void policies.set(kind, [...(policies.get(kind) ?? []), ...found]);
  for (const block of configuration.resources) {
    attempt(`${block.type}.${block.name}`, () => {
      for (const instance of instancesOf(block, scope)) {
        addresses.push(instance.address);
        if (block.type === 'aws_kms_grant') attempt(instance.address, () => add('grants', [grantPolicy(block, instance.scope)]));
        else resource(block, instance, { add, attempt, values });
      }
    });
  }
  for (const { name, value } of configuration.outputs) {
    attempt(`output.${name}`, () => {
      const given = evaluateExpression(value, scope);
      const found = policiesIn(given);
      if (found === undefined) values.set(`output.${name}`, given);
      else add(`output ${name}`, found);
    });
  }
  return { policies, values, addresses, undecided };
}

interface Sink {
  readonly add: (kind: string, found: readonly JsonObject[]) => void;
  readonly attempt: (place: string, read: () => void) => void;
  readonly values: Map<string, Json>;
}

function resource({ type, body }: Block, { address, scope }: { address: string; scope: Scope }, { add, attempt, values }: Sink): void {
  for (const [attribute, value] of Object.entries(body)) {
    if (['//', 'for_each', 'lifecycle', 'depends_on'].includes(attribute)) continue;
    const kind = POLICY_ATTRIBUTES[type]?.[attribute];
    attempt(`${address}.${attribute}`, () => {
      const given = evaluateExpression(expressionOf(value), scope);
      const found = kind === undefined ? undefined : policiesIn(given);
      if (kind === undefined || found === undefined) values.set(`${address}.${attribute}`, given);
      else add(kind, found);
    });
  }
}

/** Policies that a value holds: one, a list of statements, or a map of policies; undefined for anything else. */
function policiesIn(value: Json): readonly JsonObject[] | undefined {
  if (typeof value === 'string') {
    const read = jsonIn(value);
    if (isJsonObject(read) && read['Statement'] !== undefined) return [read];
    const isStatement = (one: Json): boolean => isJsonObject(one) && one['Effect'] !== undefined;
    if (Array.isArray(read) && (read as readonly Json[]).every(isStatement)) return [{ Statement: read as readonly Json[] }];
    return undefined;
  }
  if (!isJsonObject(value)) return undefined;
  const inner = Object.values(value).map(policiesIn);
  return inner.length > 0 && inner.every((found) => found !== undefined) ? inner.flat() : undefined;
}

const READ = new Map<string, Json | undefined>();

/** The JSON that a text is; undefined for any other. The same text gives the same JSON: versions have most policies alike. */
function jsonIn(text: string): Json | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  if (READ.has(text)) return READ.get(text);
  const read = parsed(text);
  if (READ.size > 10_000) READ.clear();
  READ.set(text, read);
  return read;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** A grant as a statement: who may do what with which key. Source: https://docs.aws.amazon.com/kms/latest/developerguide/grants.html */
function grantPolicy({ body }: Block, scope: Scope): JsonObject {
  const value = (name: string): Json => evaluateExpression(expressionOf(body[name] ?? null), scope);
  const [constraints] =
    isJsonObject(body['dynamic']) && Array.isArray(body['dynamic']['constraints'])
      ? (body['dynamic']['constraints'] as readonly JsonObject[])
      : [];
  const isBound =
    constraints !== undefined && JSON.stringify(evaluateExpression(expressionOf(constraints['for_each'] ?? null), scope)) !== '[]';
  const content = isBound ? evaluateExpression(expressionOf(constraints['content'] ?? null), scope) : {};
  const context = isJsonObject(content) && isJsonObject(content['encryption_context_equals']) ? content['encryption_context_equals'] : {};
  const operations = value('operations');
  const known = ['//', 'grantee_principal', 'key_id', 'name', 'operations', 'for_each', 'dynamic', 'lifecycle'];
  const beyond = Object.keys(body).filter((key) => !known.includes(key));
  if (beyond.length > 0) throw new Undecided(`aws_kms_grant with ${beyond.join(', ')} is not read here`);
  return {
    Statement: [
      {
        Sid: plainText(value('name')),
        Effect: 'Allow',
        Principal: { AWS: [value('grantee_principal')] },
        Action: (Array.isArray(operations) ? (operations as readonly Json[]) : []).map((operation) => `kms:${plainText(operation)}`),
        Resource: [value('key_id')],
        ...(Object.keys(context).length > 0 && {
          Condition: {
            StringEquals: Object.fromEntries(Object.entries(context).map(([key, element]) => [`kms:EncryptionContext:${key}`, [element]])),
          },
        }),
      },
    ],
  };
}

/** Where Terraform would refuse a setting: the name of an input, or the address of a block or output; undefined where it would not. */
export function refusal(configuration: Configuration, setting: Setting, evaluation?: Evaluation): string | undefined {
  const scope = moduleScope(configuration, setting, evaluation);
  const fails = ({ condition }: Rule): boolean => {
    try {
      return !booleanOf(evaluateExpression(condition, scope));
    } catch (error) {
      if (error instanceof Undecided) return false;
      if (error instanceof EvaluationError) return true;
      throw error;
    }
  };
  const input = configuration.variables.find(({ validations }) => validations.some(fails));
  if (input !== undefined) return input.name;
  const block = [...configuration.data, ...configuration.resources].find(
    (one) => one.body['for_each'] === undefined && preconditionsOf(one).some(fails),
  );
  if (block !== undefined) return `${block.type}.${block.name}`;
  const output = configuration.outputs.find(({ preconditions }) => preconditions.some(fails));
  return output === undefined ? undefined : `output.${output.name}`;
}
