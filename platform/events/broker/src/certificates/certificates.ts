import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { readIfThere, writePrivate } from '../home/private-file.js';
import { issue, type Identity } from './certificate.js';

const AUTHORITY_DAYS = 3_650;
const LEAF_DAYS = 365;

/** Where the certificates of a folder are, as PEM. */
export interface CertificateFiles {
  /** What clients trust. */
  readonly ca: string;
  /** Key and chain of the brokers, in one file. */
  readonly broker: string;
  /** What a client shows at the `tls` listener to act as the administrator. */
  readonly clientCertificate: string;
  readonly clientKey: string;
}

/** Keeps the authority of the folder, and makes anew what it signs: nothing is left to expire between two starts. */
export function certificatesIn(home: string, administrator: string): CertificateFiles {
  const authority = authorityIn(home);
  const files: CertificateFiles = {
    ca: join(home, 'ca.pem'),
    broker: join(home, 'broker.pem'),
    clientCertificate: join(home, 'client.pem'),
    clientKey: join(home, 'client.key'),
  };
  const broker = issue({ name: 'localhost', days: LEAF_DAYS, use: 'server' }, authority);
  const client = issue({ name: administrator, days: LEAF_DAYS, use: 'client' }, authority);
  writePrivate(files.ca, authority.certificate);
  writePrivate(files.broker, broker.key + broker.certificate);
  writePrivate(files.clientCertificate, client.certificate);
  writePrivate(files.clientKey, client.key);
  return files;
}

function authorityIn(home: string): Identity {
  const path = join(home, 'authority.json');
  const text = readIfThere(path);
  if (text !== undefined) {
    const known = JSON.parse(text) as Identity;
    const ends = Date.parse(new X509Certificate(known.certificate).validTo);
    if (ends > Date.now() + LEAF_DAYS * 86_400_000) return known;
  }
  const made = issue({ name: 'Kafka on loopback', days: AUTHORITY_DAYS, use: 'authority' });
  writePrivate(path, JSON.stringify(made));
  return made;
}
