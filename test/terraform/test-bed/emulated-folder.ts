import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@cdktf/hcl2json';
import type { JsonObject } from '../../../src/policy/policy-json';
import { emulatedProvider } from './terraform-root';

/** The part of a configuration with its providers, as hcl2json gives it. */
interface Configuration {
  readonly provider?: { readonly aws?: ProviderBlock | readonly ProviderBlock[] };
}

interface ProviderBlock {
  readonly alias?: string;
}

/**
 * Sends every provider of a configuration to the emulator. An override file adds arguments to its provider blocks and
 * leaves the rest of them as they are.
 *
 * @param accountOf the account in which a provider works; the default provider has no alias.
 */
export async function sendToEmulator(folder: string, endpoint: string, accountOf: (alias?: string) => string): Promise<void> {
  const aliases = (await Promise.all(configurationFiles(folder).map((file) => providerAliases(folder, file)))).flat();
  const blocks = aliases.map((alias) => ({
    ...withoutRegion(providerInAccount(endpoint, accountOf(alias))),
    ...(alias !== undefined && { alias }),
  }));
  writeFileSync(join(folder, 'emulator_override.tf.json'), JSON.stringify({ provider: { aws: blocks } }, null, 2));
}

/** The arguments of a provider in an account: the emulator knows the account of a caller by the role that it assumed. */
export function providerInAccount(endpoint: string, account: string): JsonObject {
  return { ...emulatedProvider(endpoint), assume_role: { role_arn: deploymentRole(account) } };
}

/** A role as which Terraform works in an account. */
export function deploymentRole(account: string): string {
  return `arn:aws:iam::${account}:role/Deployment`;
}

function configurationFiles(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => /\.tf(\.json)?$/.test(name));
}

async function providerAliases(folder: string, file: string): Promise<readonly (string | undefined)[]> {
  const text = readFileSync(join(folder, file), 'utf8');
  const { provider } = (file.endsWith('.json') ? JSON.parse(text) : await parse(file, text)) as Configuration;
  return [provider?.aws ?? []].flat().map(({ alias }: ProviderBlock) => alias);
}

function withoutRegion(provider: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(provider).filter(([name]) => name !== 'region'));
}
