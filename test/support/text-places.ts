/**
 * The places for text in a Terraform type: `''` for the text itself or for the elements of a list, otherwise a path, in
 * which `key` and `value` are those of a map.
 *
 * @throws Error for a type that it does not know.
 */
export function textPlaces(type: string): readonly string[] {
  if (/^(bool|number)$/.test(type)) return [];
  if (/^(string|(list|set)\(string\))$/.test(type)) return [''];
  if (type === 'map(string)') return ['key', 'value'];
  const optional = /^optional\(((?:set|map)\(string\)|string|bool)(?:, .*)?\)$/s.exec(type)?.[1];
  if (optional !== undefined) return textPlaces(optional);
  const [, map, attributes] = /^(map\()?object\(\{\n(.*)\n\}\)\)?$/s.exec(type) ?? [];
  if (attributes === undefined) throw new Error(`The test knows no places for text in the type ${type}`);
  return [...(map === undefined ? [] : ['key']), ...attributes.split('\n').flatMap(placesOfAttribute)];
}

function placesOfAttribute(line: string): readonly string[] {
  const [, name, type] = /^ *(\w+) *= (.*)$/.exec(line) ?? [];
  if (name === undefined || type === undefined) throw new Error(`The test knows no attribute on the line ${line}`);
  return textPlaces(type).map((place) => (place === '' ? name : `${name}.${place}`));
}
