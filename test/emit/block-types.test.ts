import { BLOCK_TYPES, type BlockType } from '../../src/emit/hcl/block-types';
import { describeTerraform } from '../terraform/test-bed/describe-terraform';
import { REQUIRED_AWS, terraformRoot } from '../terraform/test-bed/terraform-root';

/** A block as `terraform providers schema -json` describes it. */
interface SchemaBlock {
  readonly attributes?: Readonly<Record<string, { readonly required?: boolean; readonly optional?: boolean }>>;
  readonly block_types?: Readonly<Record<string, { readonly block: SchemaBlock }>>;
}

interface ProviderSchema {
  readonly provider: { readonly block: SchemaBlock };
  readonly resource_schemas: Readonly<Record<string, { readonly block: SchemaBlock }>>;
  readonly data_source_schemas: Readonly<Record<string, { readonly block: SchemaBlock }>>;
}

/** What Terraform itself adds to every resource and data source. */
const META = ['for_each', 'count', 'provider', 'depends_on', 'lifecycle'];
/** Of a provider block Terraform itself knows the alias. */
const PROVIDER_META = ['alias'];

const AWS_TYPES = Object.keys(BLOCK_TYPES).filter((name) => /^(data|resource)[.]/.test(name));

describeTerraform("The printer's table of block types", () => {
  let schema: ProviderSchema;

  beforeAll(async () => {
    const root = await terraformRoot({ 'main.tf.json': { terraform: REQUIRED_AWS } });
    const document = JSON.parse(await root.terraform('providers', 'schema', '-json')) as {
      readonly provider_schemas: Readonly<Record<string, ProviderSchema>>;
    };
    root.remove();
    const [only] = Object.values(document.provider_schemas);
    if (only === undefined) throw new Error('terraform printed no schema');
    schema = only;
  });

  test('knows AWS types at all', () => expect(AWS_TYPES).not.toEqual([]));

  test.each(AWS_TYPES)('agrees with the provider on %s', (name) => {
    const [kind, type = ''] = name.split('.');
    const block = (kind === 'data' ? schema.data_source_schemas : schema.resource_schemas)[type]?.block;
    expect(disagreements(name, block, META)).toEqual([]);
  });

  test('agrees with the provider on its own block', () => {
    const { endpoints: _free, ...blocks } = BLOCK_TYPES['provider']?.blocks ?? {};
    expect(blocks).toEqual({});
    expect(schema.provider.block.block_types).toHaveProperty('endpoints');
    expect(attributeDisagreements('provider', schema.provider.block, PROVIDER_META)).toEqual([]);
  });

  test.each([
    ['resource.aws_kms_grant', 'data.aws_iam_policy_document'],
    ['constraints', 'statement'],
  ])('does not pass %s off as the schema of %s', (wrong, right) => {
    const document = schema.data_source_schemas['aws_iam_policy_document']?.block;
    const block = right === 'statement' ? document?.block_types?.['statement']?.block : document;
    expect(disagreements(wrong, block, META)).not.toEqual([]);
  });
});

/** What the table says of a type, and the blocks in it, that the provider does not. */
function disagreements(name: string, block: SchemaBlock | undefined, meta: readonly string[] = []): readonly string[] {
  if (block === undefined) return [`${name} does not exist`];
  const nested = Object.entries(tableEntry(name).blocks).filter(([key]) => !meta.includes(key));
  return [
    ...attributeDisagreements(name, block, meta),
    ...nested.flatMap(([key, type]) => disagreements(type, block.block_types?.[key]?.block).map((problem) => `${name}.${key}: ${problem}`)),
  ];
}

function attributeDisagreements(name: string, block: SchemaBlock, meta: readonly string[]): readonly string[] {
  return Object.keys(tableEntry(name).attributes)
    .filter((key) => !meta.includes(key))
    .filter((key) => block.attributes?.[key]?.required !== true && block.attributes?.[key]?.optional !== true)
    .map((key) => `${name}.${key} is not an attribute that can be set`);
}

function tableEntry(name: string): BlockType {
  const entry = BLOCK_TYPES[name];
  if (entry === undefined) throw new Error(`"${name}" is not in the table`);
  return entry;
}
