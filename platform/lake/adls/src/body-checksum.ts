import { createHash } from 'node:crypto';
import type {
  HttpOperationResponse,
  RequestPolicy,
  RequestPolicyFactory,
  WebResource,
} from '@azure/storage-file-datalake';

/**
 * Sends the MD5 of each body as `Content-MD5`, which the service checks ("Path - Update"). The client library takes a
 * checksum of an append and, in version 12.29.0, leaves it out of the request.
 */
export class BodyChecksumFactory implements RequestPolicyFactory {
  create(next: RequestPolicy): RequestPolicy {
    return new BodyChecksumPolicy(next);
  }
}

class BodyChecksumPolicy implements RequestPolicy {
  constructor(private readonly next: RequestPolicy) {}

  sendRequest(request: WebResource): Promise<HttpOperationResponse> {
    const { body, headers } = request;
    if (Buffer.isBuffer(body) && body.length > 0)
      headers.set('Content-MD5', createHash('md5').update(body).digest('base64'));
    return this.next.sendRequest(request);
  }
}
