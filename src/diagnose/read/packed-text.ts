import { gunzipSync } from 'node:zlib';

/** How base64 of what gzip packed begins. */
const PACKED = 'H4sI';
/** CloudWatch Logs sends far less at a time. */
const MOST_UNPACKED = 16 * 1024 * 1024;

/**
 * The text that CloudWatch Logs packed for Lambda or Kinesis, in base64 of gzip; undefined for anything else.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#LambdaFunctionExample
 */
export function unpackedText(text: string): string | undefined {
  if (!text.startsWith(PACKED)) return undefined;
  try {
    return gunzipSync(Buffer.from(text, 'base64'), { maxOutputLength: MOST_UNPACKED }).toString('utf8');
  } catch {
    return undefined;
  }
}
