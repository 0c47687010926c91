/** The answer of an AWS service that speaks the Query protocol: the texts of all elements of a name, in order. */
export type QueryAnswer = (element: string) => readonly string[];

/** Asks a service of the emulator. The emulator checks no signature, and reads the caller's account from the access key. */
export async function askAws(
  endpoint: string,
  service: 'iam' | 'sts',
  accessKey: string,
  parameters: Readonly<Record<string, string>>,
): Promise<QueryAnswer> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Authorization: `AWS4-HMAC-SHA256 Credential=${accessKey}/20250101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=none`,
    },
    body: new URLSearchParams({ Version: service === 'iam' ? '2010-05-08' : '2011-06-15', ...parameters }).toString(),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${parameters['Action']} ended with ${response.status}: ${text}`);
  return (element) => [...text.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, value]) => unescaped(value ?? ''));
}

/** The access key that a caller has after it assumed a role: with it the emulator works in the role's account. */
export async function assumedAccessKey(endpoint: string, roleArn: string): Promise<string> {
  const answer = await askAws(endpoint, 'sts', 'test', { Action: 'AssumeRole', RoleArn: roleArn, RoleSessionName: 'test' });
  const [accessKey] = answer('AccessKeyId');
  if (accessKey === undefined) throw new Error(`AssumeRole gave no access key for ${roleArn}`);
  return accessKey;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&apos;': "'",
  '&#34;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
};

function unescaped(text: string): string {
  return text.replaceAll(/&(?:quot|apos|lt|gt|amp|#34|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}
