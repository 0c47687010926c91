// What runs just now, for someone who watches.

/**
 * @typedef {object} Progress
 * @property {(text: string) => void} say replaces the line
 * @property {() => void} done takes the line away
 */

/**
 * One line on a terminal that is overwritten; nothing in a pipe.
 *
 * @param {NodeJS.WriteStream} stream
 * @returns {Progress}
 */
export function progress(stream) {
  /** @param {string} text */
  const line = (text) => {
    if (stream.isTTY) stream.write(`\r\u001B[K${text}`);
  };
  return { say: (text) => line(text), done: () => line('') };
}
