/** Patterns of policies: `*` stands for any text, `?` for one character. Both readings take linear or quadratic time. */

/** Whether every text of the second pattern is one of the first. */
export function covers(pattern: string, other: string): boolean {
  let [at, seen, star, retry] = [0, 0, -1, 0];
  while (seen < other.length) {
    const wanted = pattern[at];
    if (wanted === '*') {
      star = at++;
      retry = seen;
    } else if (wanted === other[seen] || (wanted === '?' && other[seen] !== '*')) {
      at++;
      seen++;
    } else if (star >= 0) {
      at = star + 1;
      seen = ++retry;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

/** Whether some text is of both patterns. */
export function overlaps(left: string, right: string): boolean {
  let row = firstRow(right);
  for (const wanted of left) row = nextRow(row, wanted, right);
  return row[right.length] === true;
}

const firstRow = (right: string): readonly boolean[] => {
  const row = [true];
  for (let at = 0; at < right.length; at++) row.push(row[at] === true && right[at] === '*');
  return row;
};

function nextRow(above: readonly boolean[], wanted: string, right: string): readonly boolean[] {
  const row = [wanted === '*' && above[0] === true];
  for (let at = 0; at < right.length; at++) {
    const other = right[at];
    const either = wanted === '*' || other === '*';
    const same = wanted === '?' || other === '?' || wanted === other;
    row.push(either ? above[at + 1] === true || row[at] === true || above[at] === true : same && above[at] === true);
  }
  return row;
}

/** The pattern with every policy variable as `*`, as its value is unknown. */
export const withoutVariables = (pattern: string): string => pattern.replaceAll(/\$\{[^{}]*\}/g, '*');

/** Whether a text has a policy variable, literal characters such as `${*}` apart. */
export const hasVariable = (text: string): boolean =>
  [...text.matchAll(/\$\{([^{}]*)\}/g)].some(([, name]) => !['*', '?', '$'].includes(name ?? ''));
