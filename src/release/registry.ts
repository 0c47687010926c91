import { compare, valid } from 'semver';
import { archiveName } from './archive';

/** A version of a module in a registry. */
export interface RegistryVersion {
  readonly namespace: string;
  readonly module: string;
  readonly version: string;
  /** SHA-256 of its archive, in hexadecimal. */
  readonly sha256: string;
}

/** The provider that a registry files our modules under. */
export const REGISTRY_PROVIDER = 'aws';

/** What Terraform takes as a namespace. */
export const NAMESPACE = /^[0-9A-Za-z](?:[0-9A-Za-z_-]{0,62}[0-9A-Za-z])?$/;

/** Whether a text is a version, as registries know them. */
export const isVersion = (text: string): boolean => valid(text) === text;

/** Where a client learns where modules are. Source: https://developer.hashicorp.com/terraform/internals/remote-service-discovery */
export const DISCOVERY_FILE = '.well-known/terraform.json';
export const DISCOVERY = `${JSON.stringify({ 'modules.v1': '/v1/modules/' }, null, 2)}\n`;

export const archivePath = ({ namespace, module, version }: Omit<RegistryVersion, 'sha256'>): string =>
  `archives/${namespace}/${module}/${archiveName(module, version)}`;
const moduleFolder = ({ namespace, module }: Pick<RegistryVersion, 'namespace' | 'module'>): string =>
  `v1/modules/${namespace}/${module}/${REGISTRY_PROVIDER}`;
export const versionsPath = (of: Pick<RegistryVersion, 'namespace' | 'module'>): string => `${moduleFolder(of)}/versions`;
export const downloadPath = (of: Omit<RegistryVersion, 'sha256'>): string => `${moduleFolder(of)}/${of.version}/download`;

/** Where an archive is, as seen from its download address: a path from there works below any address. */
export const locationOf = (of: RegistryVersion): string =>
  `${downloadPath(of)
    .split('/')
    .slice(1)
    .map(() => '..')
    .join('/')}/${archivePath(of)}?checksum=sha256:${of.sha256}`;

/** The answer that lists versions. Source: https://developer.hashicorp.com/terraform/internals/module-registry-protocol */
export function versionsFile(versions: readonly RegistryVersion[]): string {
  const sorted = versions.map(({ version }) => version).toSorted(compare);
  return `${JSON.stringify({ modules: [{ versions: sorted.map((version) => ({ version })) }] }, null, 2)}\n`;
}

/** The answer that says where a version is. OpenTofu reads the body, Terraform only the header that {@link headerFiles} adds. */
export const downloadFile = (version: RegistryVersion): string => `${JSON.stringify({ location: locationOf(version) }, null, 2)}\n`;

const ordered = (versions: readonly RegistryVersion[]): readonly RegistryVersion[] =>
  versions.toSorted((one, other) => (downloadPath(one) < downloadPath(other) ? -1 : 1));

/** Rules of the header that Terraform needs, for the hosts that know one of these files. */
export function headerFiles(versions: readonly RegistryVersion[]): ReadonlyMap<string, string> {
  const all = ordered(versions);
  return new Map([
    ['_headers', headersFile(all)],
    ['nginx/registry.conf', nginxLocations(all)],
    ['nginx/nginx.conf', NGINX],
  ]);
}

/** Source: https://developers.cloudflare.com/pages/configuration/headers/ and https://docs.netlify.com/routing/headers/ */
function headersFile(versions: readonly RegistryVersion[]): string {
  const rules = [
    `/${DISCOVERY_FILE}\n  Content-Type: application/json`,
    ...[...new Set(versions.map(versionsPath))].map((path) => `/${path}\n  Content-Type: application/json`),
    ...versions.map((version) => `/${downloadPath(version)}\n  Content-Type: application/json\n  X-Terraform-Get: ${locationOf(version)}`),
  ];
  return `${rules.join('\n')}\n`;
}

function nginxLocations(versions: readonly RegistryVersion[]): string {
  const rules = [
    `location = /${DISCOVERY_FILE} { default_type application/json; }`,
    ...[...new Set(versions.map(versionsPath))].map((path) => `location = /${path} { default_type application/json; }`),
    ...versions.map(
      (version) =>
        `location = /${downloadPath(version)} {\n  default_type application/json;\n  add_header X-Terraform-Get "${locationOf(version)}" always;\n}`,
    ),
    `location /archives/ { default_type application/gzip; }`,
  ];
  return `# Rules of a static registry of Terraform modules. Include this in a server whose root is the folder of the registry.\n${rules.join('\n')}\n`;
}

const NGINX = `# A whole server: nginx -p <folder of the registry> -c nginx/nginx.conf
# In production give a server of yours TLS and the same two lines, root and include: Terraform asks registries by HTTPS only.
pid nginx/nginx.pid;
error_log stderr;
daemon off;
events {}
http {
  access_log off;
  client_body_temp_path nginx/tmp;
  proxy_temp_path nginx/tmp;
  fastcgi_temp_path nginx/tmp;
  uwsgi_temp_path nginx/tmp;
  scgi_temp_path nginx/tmp;
  server {
    listen 127.0.0.1:8080;
    root .;
    include registry.conf;
  }
}
`;

/** The header that a path of a registry is served with, read off the file that rules it. @param headers the file `_headers` */
export function servedHeaders(headers: string): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const rules = new Map<string, Record<string, string>>();
  let current: Record<string, string> = {};
  for (const line of headers.split('\n')) {
    if (line.startsWith('/')) rules.set(line.trim(), (current = {}));
    const [name, ...value] = line.trim().split(': ');
    if (line.startsWith('  ') && name !== undefined) current[name] = value.join(': ');
  }
  return rules;
}
