import type { RoleSide } from '../../proof/claims/world';
import { accountOf } from '../scene';
import { policyOf } from './addition';
import type { ChangedDocument } from './changed-documents';
import { keyModuleCall } from './key-module-call';
import type { ModuleCall } from './module-call';
import type { PatchedSubject } from './prove-patch';
import { roleModuleCall } from './role-module-call';

/** A call for each key and each role that documents change. */
export function moduleCalls(subjects: readonly PatchedSubject[], documents: readonly ChangedDocument[]): readonly ModuleCall[] {
  const keys = documents.filter(({ place }) => place === 'key policy');
  const roles = rolesOf(documents);
  return [
    ...named('cado_key_policy', keys).map(([name, document]) => keyModuleCall(name, document, usersOf(subjects, document))),
    ...(['platform', 'target'] as const).flatMap((side) =>
      named(
        ROLE_NAMES[side],
        roles.filter((one) => sideOf(one) === side),
      ).map(([name, document]) => roleModuleCall(name, side, document, usersOf(subjects, document))),
    ),
  ];
}

const ROLE_NAMES: Readonly<Record<RoleSide, string>> = { platform: 'cado_role', target: 'cado_cross_account_trust' };

const sideOf = ({ place }: ChangedDocument): RoleSide => (place.startsWith('platform') ? 'platform' : 'target');

/** One document for each role, of its policy or its trust. */
const rolesOf = (documents: readonly ChangedDocument[]): readonly ChangedDocument[] => [
  ...new Map(documents.filter(({ place }) => policyOf(place) !== 'key policy').map((one) => [one.owner, one])).values(),
];

/** Subjects whose key or role a document is of. */
const usersOf = (subjects: readonly PatchedSubject[], { owner }: ChangedDocument): readonly PatchedSubject[] =>
  subjects.filter(({ scene: { subject } }) => [subject.key?.arn, subject.platform?.arn, subject.target?.arn].includes(owner));

/** Documents with names for their calls: the kind alone where there is one, otherwise whose it is as well. */
function named(kind: string, documents: readonly ChangedDocument[]): readonly (readonly [string, ChangedDocument])[] {
  const taken = new Set<string>();
  return documents.map((document) => {
    const { owner } = document;
    const whose = `_${accountOf(owner)}_${owner.slice(owner.lastIndexOf('/') + 1)}`.replaceAll(/\W/g, '_');
    const stem = documents.length === 1 ? kind : kind + whose;
    let name = stem;
    for (let number = 2; taken.has(name); number += 1) name = `${stem}_${number}`;
    taken.add(name);
    return [name, document];
  });
}
