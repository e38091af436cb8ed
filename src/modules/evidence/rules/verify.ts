// Checks an evidence file with public keys alone: no database, no network, no clock.

import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';

import { fromBase64url } from '../../../crypto/bytes.ts';
import { checkApprovalProof, type ProofAnswer } from './approval-proof.ts';
import { chainOrigin, hashText, recordHash, signedBytes, type ChainHead, type EvidenceRecord, type HeadStatement } from './chain.ts';
import { verifyChain, type ChainLine, type Finding } from './verify-chain.ts';

/** A record that the file shows in full, with what was found about the phone's signature where it is an approval. */
export type ShownRecord = { readonly chain: number; readonly seq: number; readonly record: EvidenceRecord; readonly proof?: ProofAnswer };

export type Verdict = {
  readonly findings: readonly Finding[];
  readonly scope: Readonly<Record<string, string>>;
  readonly shown: readonly ShownRecord[];
  /** Records of which the file has only the hash. */
  readonly hidden: number;
  readonly heads: readonly HeadStatement[];
  /** SHA-256 of each public key (DER, hexadecimal) that a head was verified with. */
  readonly fingerprints: readonly string[];
  /** True when the keys came from the caller and not from the file itself. */
  readonly pinned: boolean;
};

type Line = Record<string, unknown>;

const isObject = (value: unknown): value is Line => typeof value === 'object' && value !== null && !Array.isArray(value);
const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** The public keys of a text that holds one or more PEM blocks. Throws where it holds none or a broken one. */
export function readPublicKeys(pem: string): KeyObject[] {
  const blocks = pem.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g) ?? [];
  if (blocks.length === 0) throw new Error('there is no PUBLIC KEY block (PEM) in it');
  return blocks.map((block) => createPublicKey(block));
}

export function fingerprint(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

function isStatement(value: unknown): value is HeadStatement {
  if (!isObject(value) || value['v'] !== 1 || !isCount(value['number']) || !Array.isArray(value['chains'])) return false;
  return value['chains'].every((place) => isObject(place) && isCount(place['chain']) && isCount(place['count']) && isHash(place['head']));
}

/**
 * Verifies a file's text.
 * @param pinned public keys that the reader has from elsewhere; without them the file's own are used, which proves that
 *   the file is whole in itself, and the reader must compare the fingerprint
 */
export function verifyEvidence(text: string, pinned?: readonly KeyObject[]): Verdict {
  const findings: Finding[] = [];
  const shown: ShownRecord[] = [];
  const heads: { statement: HeadStatement; text: string; line: number }[] = [];
  const starts = new Map<number, ChainHead & { line: number }>();
  const chains = new Map<number, ChainLine[]>();
  const verifiedWith = new Set<string>();
  let keys = pinned ?? [];
  let scope: Record<string, string> = {};
  let hidden = 0;
  let ended = false;

  const digest = createHash('sha256');
  const lines = text.split('\n');
  const cutInsideLine = lines.at(-1) !== '';
  if (!cutInsideLine) lines.pop();

  lines.forEach((source, index) => {
    const line = index + 1;
    const malformed = (message: string): void => void findings.push({ kind: 'malformed', line, message: `line ${line}: ${message}` });
    let value: unknown;
    try {
      value = JSON.parse(source);
    } catch {
      if (line === lines.length && cutInsideLine)
        findings.push({ kind: 'truncated', line, message: `line ${line}: the file ends in the middle of a line` });
      else malformed('is not JSON');
      return;
    }
    if (!isObject(value)) return malformed('is not an object');
    if (ended) return malformed('stands after the end');
    if ((line === 1) !== (value['type'] === 'ramz-evidence'))
      return malformed(line === 1 ? 'this is not an evidence file of Ramz' : 'a second head of the file');
    if (value['type'] !== 'end') digest.update(`${source}\n`);
    switch (value['type']) {
      case 'ramz-evidence':
        if (value['version'] !== 1) malformed(`version ${String(value['version'])} of the format is not known here`);
        if (isObject(value['scope'])) scope = value['scope'] as Record<string, string>;
        if (pinned === undefined && isObject(value['keys'])) {
          try {
            keys = Object.values(value['keys']).flatMap((pem) => readPublicKeys(String(pem)));
          } catch {
            malformed('its public keys cannot be read');
          }
        }
        return;
      case 'head': {
        const statementText = String(value['statement']);
        let statement: unknown;
        try {
          statement = JSON.parse(statementText);
        } catch {
          statement = undefined;
        }
        if (!isStatement(statement)) return malformed('the signed head cannot be read');
        const signature = fromBase64url(String(value['signature']));
        const signer =
          signature && keys.find((key) => key.asymmetricKeyType === 'ed25519' && verify(null, signedBytes(statementText), key, signature));
        if (!signer) {
          const message = `line ${line}: the signature of head ${statement.number} does not fit ${pinned === undefined ? "the file's own key" : 'the public key that was given'}`;
          findings.push({ kind: 'altered', line, message });
        } else verifiedWith.add(fingerprint(signer));
        heads.push({ statement, text: statementText, line });
        return;
      }
      case 'start': {
        const { chain, count, head } = value;
        if (!isCount(chain) || !isCount(count) || !isHash(head)) return malformed('the start of a chain cannot be read');
        starts.set(chain, { chain, count, head, line });
        return;
      }
      case 'record':
      case 'hash': {
        const { chain, seq, hash, link, record } = value;
        if (!isCount(chain) || !isCount(seq) || !isHash(hash) || !isHash(link)) return malformed('the record cannot be read');
        if (value['type'] === 'record' && !isObject(record)) return malformed('the record has no content');
        const entries = chains.get(chain) ?? [];
        entries.push({ line, seq, hash, link, ...(value['type'] === 'record' ? { record } : {}) });
        chains.set(chain, entries);
        if (value['type'] === 'hash') hidden += 1;
        else shown.push(describe(chain, seq, record as EvidenceRecord, findings));
        return;
      }
      case 'end':
        ended = true;
        if (value['lines'] !== index)
          findings.push({
            kind: 'missing',
            line,
            message: `the file had ${String(value['lines'])} lines before its end, ${index} are there`,
          });
        if (value['digest'] !== digest.digest('hex'))
          findings.push({ kind: 'altered', line, message: 'the digest of the file is not the one that its last line tells' });
        return;
      default:
        return malformed('is of no known type');
    }
  });

  if (!ended) findings.push({ kind: 'truncated', message: 'the file was cut off: its last line (type end) is missing' });
  judgeChains(heads, starts, chains, findings);
  if (typeof scope['operation'] === 'string' && !shown.some(({ record }) => record.subject === scope['operation'])) {
    findings.push({ kind: 'missing', message: `no record of operation ${scope['operation']} is shown` });
  }
  return {
    findings,
    scope,
    shown,
    hidden,
    heads: heads.map(({ statement }) => statement),
    fingerprints: [...verifiedWith],
    pinned: pinned !== undefined,
  };
}

function describe(chain: number, seq: number, record: EvidenceRecord, findings: Finding[]): ShownRecord {
  if (record.kind !== 'approval' || !isObject(record.body)) return { chain, seq, record };
  const proof = checkApprovalProof(record.body);
  const told: Partial<Record<ProofAnswer, string>> = {
    'wrong-signature': "the phone's signature does not fit the message",
    'other-details': 'the phone signed other details than the record shows',
    unreadable: "the phone's signature cannot be read",
  };
  const message = told[proof];
  if (message !== undefined) findings.push({ kind: 'proof', chain, seq, message: `chain ${chain}: record ${seq}: ${message}` });
  return { chain, seq, record, proof };
}

type Head = { statement: HeadStatement; text: string; line: number };

function judgeChains(
  heads: readonly Head[],
  starts: ReadonlyMap<number, ChainHead>,
  chains: ReadonlyMap<number, readonly ChainLine[]>,
  findings: Finding[],
): void {
  const end = heads.at(-1);
  const [before] = heads.length > 1 ? heads : [];
  if (end === undefined) {
    if (chains.size + starts.size > 0)
      findings.push({ kind: 'truncated', message: 'the signed head at the end is missing: nothing says how many records there were' });
    return;
  }
  if (before !== undefined) {
    const follows = end.statement.number === before.statement.number + 1;
    if (end.statement.number <= before.statement.number)
      findings.push({
        kind: 'reordered',
        line: end.line,
        message: `head ${end.statement.number} stands after head ${before.statement.number}`,
      });
    else if (follows && end.statement.previous !== hashText(recordHash(before.text))) {
      findings.push({
        kind: 'altered',
        line: end.line,
        message: `head ${end.statement.number} does not follow from head ${before.statement.number}`,
      });
    }
  }
  for (const chain of chains.keys()) {
    if (!starts.has(chain)) findings.push({ kind: 'missing', chain, message: `chain ${chain}: the line with its start is missing` });
  }
  for (const [chain, start] of starts) {
    const signedStart = before?.statement.chains.find((place) => place.chain === chain) ?? {
      chain,
      count: 0,
      head: hashText(chainOrigin(chain)),
    };
    const signedEnd = end.statement.chains.find((place) => place.chain === chain);
    if (start.count !== signedStart.count || start.head !== signedStart.head) {
      findings.push({ kind: 'altered', chain, message: `chain ${chain}: its start is not what was signed` });
    }
    if (signedEnd === undefined) findings.push({ kind: 'unsigned', chain, message: `chain ${chain}: the signed head does not name it` });
    else findings.push(...verifyChain(chain, chains.get(chain) ?? [], signedStart, signedEnd));
  }
}
