import { request } from 'node:http';

/** Posts 50 MB to the readings port until the answer comes; `chunked` tells the server no length beforehand. */
export function uploadUntilAnswered(
  address: string,
  chunked: boolean,
): Promise<{ status: number; text: string; sentBytes: number }> {
  const length = 50 * 1_024 * 1_024;
  const chunk = Buffer.alloc(64 * 1_024, ' ');
  return new Promise((resolve, reject) => {
    let sentBytes = 0;
    let answered = false;
    const call = request(`${address}/pulse/v1/readings`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer clinic',
        'content-type': 'application/json',
        ...(chunked ? {} : { 'content-length': length }),
      },
    });
    call.on('response', (response) => {
      answered = true;
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        call.destroy();
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString(), sentBytes });
      });
    });
    call.on('error', (error) => !answered && reject(error));
    const send = (): void => {
      while (!answered && sentBytes < length) {
        sentBytes += chunk.length;
        if (!call.write(chunk)) return void call.once('drain', send);
      }
    };
    send();
  });
}
