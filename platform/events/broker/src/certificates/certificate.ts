import { createPublicKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { bits, integer, named, octets, oid, sequence, set, tagged, text, time, truth } from './der.js';

const DAY_MS = 86_400_000;
const ECDSA_WITH_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));

/** A certificate with its key, both as PEM. */
export interface Identity {
  readonly name: string;
  readonly certificate: string;
  readonly key: string;
}

/** What a certificate is for. */
export interface Purpose {
  readonly name: string;
  readonly days: number;
  readonly use: 'authority' | 'server' | 'client';
}

/** Makes a key on P-256 and its X.509 certificate (RFC 5280), signed by the issuer; an authority signs its own. */
export function issue(purpose: Purpose, issuer?: Identity): Identity {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const body = toBeSigned(purpose, privateKey, issuer?.name ?? purpose.name);
  const signature = sign('sha256', body, issuer?.key ?? key);
  const whole = sequence(body, ECDSA_WITH_SHA256, bits(signature));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  const certificate = `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
  return { name: purpose.name, certificate, key: String(key) };
}

function toBeSigned({ name, days, use }: Purpose, key: KeyObject, issuer: string): Buffer {
  const now = Date.now();
  return sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    distinguished(issuer),
    // An hour back, for clocks that differ.
    sequence(time(new Date(now - 3_600_000)), time(new Date(now + days * DAY_MS))),
    distinguished(name),
    createPublicKey(key).export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...EXTENSIONS[use]())),
  );
}

/** CN=<name> */
const distinguished = (name: string): Buffer => sequence(set(sequence(oid('2.5.4.3'), text(name))));

const extension = (id: string, value: Buffer, critical = false): Buffer =>
  sequence(oid(id), ...(critical ? [truth()] : []), octets(value));

const basicConstraints = (authority: boolean): Buffer =>
  extension('2.5.29.19', authority ? sequence(truth()) : sequence(), true);
const keyUsage = (byte: number, unused: number): Buffer =>
  extension('2.5.29.15', bits(Buffer.from([byte]), unused), true);
const extendedUsage = (id: string): Buffer => extension('2.5.29.37', sequence(oid(id)));
/** localhost and 127.0.0.1, where alone the brokers listen. */
const loopbackNames = (): Buffer =>
  extension('2.5.29.17', sequence(named(2, Buffer.from('localhost')), named(7, Buffer.from([127, 0, 0, 1]))));

const EXTENSIONS: Readonly<Record<Purpose['use'], () => readonly Buffer[]>> = {
  // keyCertSign is the sixth bit, digitalSignature the first.
  authority: () => [basicConstraints(true), keyUsage(0x04, 2)],
  server: () => [basicConstraints(false), keyUsage(0x80, 7), extendedUsage('1.3.6.1.5.5.7.3.1'), loopbackNames()],
  client: () => [basicConstraints(false), keyUsage(0x80, 7), extendedUsage('1.3.6.1.5.5.7.3.2')],
};
