/**
 * Which `--output` of the AWS CLI a text that is no JSON looks like; undefined where it looks like none.
 *
 * Source: https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html
 */
export function outputFormatOf(text: string): 'table' | 'text' | 'yaml' | undefined {
  const [start, end] = [text.trimStart().slice(0, 1000), text.trimEnd().slice(-200)];
  if (/^[-+|]{4,}\s/.test(start)) return 'table';
  // A policy, and behind a tab its name.
  if (start.startsWith('{')) return /[}\]]\t[\w-]+$/.test(end) ? 'text' : undefined;
  if (/^(- )?[A-Za-z]\w*:\s/.test(start)) return 'yaml';
  return /^[^\n]*\t/.test(start) ? 'text' : undefined;
}
