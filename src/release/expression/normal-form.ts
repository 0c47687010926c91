import type { Expression } from './expression';

const NORMAL_FORMS = new WeakMap<Expression, string>();

/** A text that is equal for expressions that are written alike, whatever their spaces, comments and parentheses. */
export function normalForm(expression: Expression): string {
  const known = NORMAL_FORMS.get(expression) ?? written(expression);
  NORMAL_FORMS.set(expression, known);
  return known;
}

function written(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return JSON.stringify(expression.value);
    case 'template':
      return `(template ${expression.parts.map((part) => (typeof part === 'string' ? JSON.stringify(part) : normalForm(part))).join(' ')})`;
    case 'name':
      return expression.name;
    case 'attribute':
      return `${normalForm(expression.of)}.${expression.name}`;
    case 'index':
      return `${normalForm(expression.of)}[${normalForm(expression.key)}]`;
    case 'call':
      return `${expression.name}(${expression.args.map(normalForm).join(', ')}${expression.isExpanded ? '...' : ''})`;
    case 'unary':
      return `(${expression.operator} ${normalForm(expression.operand)})`;
    case 'binary':
      return `(${normalForm(expression.left)} ${expression.operator} ${normalForm(expression.right)})`;
    case 'conditional':
      return `(${normalForm(expression.test)} ? ${normalForm(expression.yes)} : ${normalForm(expression.no)})`;
    case 'tuple':
      return `[${expression.items.map(normalForm).join(', ')}]`;
    case 'object':
      return `{${expression.items.map(([key, value]) => `${normalForm(key)} = ${normalForm(value)}`).join(', ')}}`;
    case 'for': {
      const key = expression.key === undefined ? '' : `${normalForm(expression.key)} => `;
      const condition = expression.condition === undefined ? '' : ` if ${normalForm(expression.condition)}`;
      const names = [expression.keyName, expression.valueName].filter((name) => name !== undefined).join(', ');
      return `(for ${names} in ${normalForm(expression.over)} : ${key}${normalForm(expression.value)}${condition})`;
    }
    case 'unknown':
      return `(unknown ${JSON.stringify(expression.text)})`;
  }
}

/** The expressions that stand directly in one. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'template':
      return expression.parts.filter((part) => typeof part !== 'string');
    case 'attribute':
      return [expression.of];
    case 'index':
      return [expression.of, expression.key];
    case 'call':
      return expression.args;
    case 'unary':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'conditional':
      return [expression.test, expression.yes, expression.no];
    case 'tuple':
      return expression.items;
    case 'object':
      return expression.items.flat();
    case 'for':
      return [
        expression.over,
        ...(expression.key === undefined ? [] : [expression.key]),
        expression.value,
        ...(expression.condition === undefined ? [] : [expression.condition]),
      ];
    default:
      return [];
  }
}

/** An expression and every one inside of it. */
export function everyPart(expression: Expression): readonly Expression[] {
  const all = [expression];
  for (let next = 0; next < all.length; next += 1) all.push(...partsOf(all[next] ?? expression));
  return all;
}
