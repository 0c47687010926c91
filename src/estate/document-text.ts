/** The text that the bytes of a document are, or why they are none, as the end of "FILE …". */
export type DocumentText = { readonly text: string; readonly problem?: undefined } | { readonly problem: string };

/**
 * Reads bytes as UTF-8, or as UTF-16 where they begin with its byte order mark, as a redirection of PowerShell 5 writes it. Bytes
 * that are neither are refused: a character in place of them would change what a policy says.
 */
export function documentText(bytes: Uint8Array): DocumentText {
  if (isArchive(bytes)) return { problem: 'is an archive, as Terraform keeps a plan: terraform show -json prints what it holds' };
  const encoding = encodingOf(bytes);
  try {
    return { text: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    if (encoding !== 'utf-8') return { problem: 'begins as UTF-16 does, but is cut or broken. Save it as UTF-8' };
    const at = firstWrong(bytes);
    const byte = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    return { problem: `is not UTF-8 (byte 0x${byte} at offset ${at}). Convert it: iconv -f latin1 -t utf8` };
  }
}

/** How an archive of the format zip begins. */
const isArchive = (bytes: Uint8Array): boolean => [0x50, 0x4b, 0x03, 0x04].every((byte, at) => bytes[at] === byte);

function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/** Where the bytes stop being UTF-8: up to there, reading and writing them changes nothing. */
function firstWrong(bytes: Uint8Array): number {
  const again = Buffer.from(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), 'utf8');
  const at = bytes.findIndex((byte, index) => byte !== again[index]);
  return at < 0 ? bytes.length - 1 : at;
}
