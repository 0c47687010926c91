import { readSync } from 'node:fs';

const PIECE = 65_536;
const PAUSE_IN_MS = 20;

/** All bytes of standard input. One that does not block has nothing to read at times, and is asked again. */
export function standardInput(): Uint8Array {
  const pieces: Uint8Array[] = [];
  const sleeper = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  for (;;) {
    const piece = Buffer.alloc(PIECE);
    try {
      const count = readSync(process.stdin.fd, piece);
      if (count === 0) return Buffer.concat(pieces);
      pieces.push(piece.subarray(0, count));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      // Windows ends a pipe this way.
      if (code === 'EOF') return Buffer.concat(pieces);
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(sleeper, 0, 0, PAUSE_IN_MS);
    }
  }
}
