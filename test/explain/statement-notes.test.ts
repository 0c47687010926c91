import { notesOf } from '../../src/explain/client/statement-notes';
import type { View } from '../../src/explain/client/view';
import { FORENSICS, KEY, ROOT, statement, viewIn } from './import-documents';

/** What is said of a statement of the key's policy. */
function saidOf(view: View, index: number): readonly string[] {
  const place = view.policies.findIndex(({ of, kind }) => of === 'key' && kind === 'key policy');
  return notesOf(view).get(place)?.get(index) ?? [];
}

const denyOutside = statement('OnlyOurs', 'Deny', ['kms:DescribeKey', 'kms:Decrypt'], {
  Principal: '*',
  Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } },
});

test('a Deny that a call depends on allows nothing, and an Allow beside it allows as far as given', () => {
  const view = viewIn({ keys: { [KEY]: [ROOT, FORENSICS, denyOutside] } });
  expect(saidOf(view, 2)).toEqual([expect.stringMatching(/^\? May deny \d+ calls of paths [A-Z, ]+\.$/)]);
  expect(saidOf(view, 1)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^\? Allows \d+ calls of paths [A-Z, ]+ as far as given\.$/),
      expect.stringMatching(/^✓ Allows \d+ calls of paths [A-Z, ]+\.$/),
    ]),
  );
});

test('what is known is said without doubt', () => {
  const deny = statement('NoGrants', 'Deny', 'kms:CreateGrant', { Principal: '*' });
  const view = viewIn({ keys: { [KEY]: [ROOT, FORENSICS, deny] } });
  expect(saidOf(view, 2)).toEqual([expect.stringMatching(/^✕ Denies \d+ calls of paths [A-Z, ]+\.$/)]);
  expect([...notesOf(view).values()].flatMap((ofPolicy) => [...ofPolicy.values()].flat()).filter((said) => said.startsWith('?'))).toEqual(
    [],
  );
});
