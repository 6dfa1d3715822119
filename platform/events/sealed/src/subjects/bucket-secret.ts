import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { pooledRandom } from './random-pool.js';
import { nameOf, type Subject } from './subject.js';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const LOOKUP_BYTES = 16;
const CHECK_BYTES = 8;

/**
 * What the key of one bucket can do: name a subject so that only the key finds it again (HMAC-SHA-256), and seal it
 * (AES-256-GCM, the token as additional data). Both keys are derived by HKDF (RFC 5869), so that one file is all there is
 * to destroy.
 */
export class BucketSecret {
  /** Tells keys apart without telling anything of them. */
  readonly check: Buffer;
  private readonly lookupKey: Buffer;
  private readonly sealingKey: Buffer;

  constructor(key: Buffer) {
    const derived = (purpose: string) => Buffer.from(hkdfSync('sha256', key, '', `mesh subjects ${purpose}`, 32));
    this.lookupKey = derived('lookup');
    this.sealingKey = derived('sealing');
    this.check = derived('check').subarray(0, CHECK_BYTES);
  }

  lookupOf({ domain, person, text }: Subject): Buffer {
    return createHmac('sha256', this.lookupKey)
      .update(`${domain}\0${nameOf(person, text)}`)
      .digest()
      .subarray(0, LOOKUP_BYTES);
  }

  seal(token: string, { domain, person, text }: Subject): Buffer {
    const iv = pooledRandom(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.sealingKey, iv).setAAD(Buffer.from(token));
    const plain = JSON.stringify(text === undefined ? [domain, person] : [domain, person, text]);
    return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  }

  /** Throws when the seal is not of this key and token. */
  open(token: string, sealed: Buffer): Subject {
    const decipher = createDecipheriv('aes-256-gcm', this.sealingKey, sealed.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(token))
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    const plain = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
    const [domain = '', person = '', text] = JSON.parse(plain.toString('utf8')) as string[];
    return text === undefined ? { domain, person } : { domain, person, text };
  }
}
