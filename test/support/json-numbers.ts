/** The numbers in a JSON text, sorted and with every digit: `JSON.parse` rounds what exceeds a double. */
export function numbersIn(json: string): readonly string[] {
  const outsideStrings = json.replaceAll(/"(?:\\.|[^"\\])*"/g, '""');
  return [...outsideStrings.matchAll(/-?\d[\d.eE+-]*/g)]
    .map(([number]) => (/^-?\d+$/.test(number) ? number : String(Number(number))))
    .toSorted();
}
