import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import sirv from 'sirv';
import { isRegistry } from '../disk/registry-state';
import { servedHeaders } from '../release/registry';
import { UsageError } from './errors';
import type { CommandContext } from './synth-command';

/** Options of `cado-response serve`, as given. */
export interface ServeOptions {
  /** @default - a free one */
  readonly port?: string;
}

/**
 * `cado-response serve`: a static registry on loopback, with the headers that its `_headers` rules, to try it out. It runs until
 * it is stopped.
 *
 * @throws UsageError for a folder that is no registry, or a wrong port
 */
export function serveCommand(target: string, { port = '0' }: ServeOptions, { workingFolder, print }: CommandContext): Server {
  const folder = resolve(workingFolder, target);
  const problems = [
    ...(/^\d{1,5}$/.test(port) && Number(port) < 65_536
      ? []
      : [`--port is ${JSON.stringify(port)}, but must be a number up to 65535. Accepted: 8080`]),
    ...(isRegistry(folder) && existsSync(join(folder, '_headers'))
      ? []
      : [`${target} is no static registry. Make one, e.g. cado-response publish --static ${target}`]),
  ];
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  const files = sirv(folder, {
    dev: true,
    dotfiles: true,
    extensions: [],
    setHeaders: (response, path) => {
      // sirv takes .gz for a compressed form of something else, which clients would unpack.
      if (path.startsWith('/archives/')) response.setHeader('Content-Encoding', 'identity');
      // Read each time: a version published meanwhile is served with its header.
      const headers = servedHeaders(readFileSync(join(folder, '_headers'), 'utf8')).get(path) ?? {};
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    },
  });
  const server = createServer((request, response) =>
    files(request, response, () => {
      response.statusCode = 404;
      response.end();
    }),
  );
  server.on('error', (error) => {
    process.stderr.write(`Cannot listen on port ${port}: ${error.message}. Give another one, e.g. --port 0 for a free one\n`);
    process.exitCode = 1;
  });
  server.listen(Number(port), '127.0.0.1', () => {
    print(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close(() => process.exit(0)));
  return server;
}
