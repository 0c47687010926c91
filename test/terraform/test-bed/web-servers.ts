import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cleanEnvironment } from './environment';
import { freePort } from './emulator';

/** A running web server on 127.0.0.1. */
export interface WebServer {
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** nginx with the rules that a registry has, on a free port. */
export async function startNginx(registry: string, folder: string): Promise<WebServer> {
  const port = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/tmp-${name};`)
    .join(' ');
  const user = process.getuid?.() === 0 ? 'user root;\n' : '';
  const config = join(folder, 'nginx.conf');
  const server = `server { listen 127.0.0.1:${port}; root ${registry}; include ${registry}/nginx/registry.conf; }`;
  writeFileSync(
    config,
    `${user}daemon off; pid ${folder}/nginx.pid; error_log stderr;\nevents {}\nhttp { access_log off; ${temporary}\n${server} }\n`,
  );
  const child = spawn('nginx', ['-p', folder, '-c', config], { env: cleanEnvironment(), stdio: 'ignore' });
  return answering(`http://127.0.0.1:${port}`, child);
}

/** The project's own server, on a port that it chose. */
export async function startServe(registry: string): Promise<WebServer> {
  const command = resolve(__dirname, '../../../dist/cado-response.js');
  const child = spawn(process.execPath, [command, 'serve', registry], { env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise<string>((found, failed) => {
    child.stdout.once('data', (line: Buffer) => found(line.toString().trim().replace(/\/$/, '')));
    child.once('close', (code) => failed(new Error(`serve ended with ${String(code)}`)));
  });
  return answering(address, child);
}

async function answering(address: string, child: ChildProcess): Promise<WebServer> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`The server of ${address} ended with ${child.exitCode}`);
    const isThere = await fetch(`${address}/.well-known/terraform.json`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isThere) return { address, stop: () => stopped(child) };
    await new Promise((wait) => setTimeout(wait, 100));
  }
  child.kill();
  throw new Error(`${address} did not answer within 10 s`);
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null) return done();
    child.once('close', () => done());
    child.kill('SIGTERM');
  });
}
