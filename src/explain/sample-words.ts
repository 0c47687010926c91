import { SESSION_NAME } from '../doctor/in-force/session-name';
import { KEY_WORDS } from '../doctor/report/key-words';
import type { Scene } from '../doctor/scene';
import { keyAccount, keyArn, keyRegion, KEY_NAMES } from '../proof/claims/keys';
import { callerName, roleArn, type World } from '../proof/claims/world';

/** What stands in texts for names of claims that nobody gave. */
export function sampleWords(scene: Scene): ReadonlyMap<string, string> {
  const { world, named, subject, keyName } = scene;
  const { accounts } = world;
  const isSample = (name: string): boolean => named.text(name) === name;
  const keys = KEY_NAMES.filter((name) => name !== keyName).map(
    (name) => [keyArn(world, name), KEY_WORDS[name](accounts[keyAccount(name)], keyRegion(world, name))] as const,
  );
  const roles = (
    [
      ['platform', "the platform's role"],
      ['target', "the target's role"],
      ['instance', "the role of the platform's instance"],
      ['neighbour', `another role of ${accounts.platform}`],
      ['colleague', `another role of ${accounts.target}`],
      ['stranger', "a stranger's role"],
    ] as const
  ).flatMap(([caller, words]) => {
    const arn = roleArn(world, caller);
    const real = named.text(callerName(world, caller));
    return [
      [sessionOf(real, world), 'a session of it'] as const,
      ...(isSample(arn) && !isOurs(arn, subject) ? [[arn, words] as const] : []),
    ];
  });
  return new Map([...keys, ...roles]);
}

/** A role may really bear the name that claims give it. */
const isOurs = (arn: string, { platform, target, instanceArn }: Scene['subject']): boolean =>
  arn === platform?.arn || arn === target?.arn || arn === instanceArn;

/** A session as verdicts call it, beside its role. */
const sessionOf = (arn: string, { partition }: World): string =>
  `arn:${partition}:sts::${arn.split(':')[4] ?? ''}:assumed-role/${arn.slice(arn.lastIndexOf('/') + 1)}/${SESSION_NAME}`;
