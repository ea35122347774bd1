import { Agent, request } from 'node:http';

/** The number of requests that run at a time. */
const AT_ONCE = 50;
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

let joined = 0;

const joinOne = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const body = JSON.stringify({ nickname: `joins ${process.pid} ${joined++}` });
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().once('end', () => {
        if (response.statusCode === 201) resolve();
        else reject(new Error(`${url} answered ${response.statusCode}`));
      });
    });
    sent.once('error', reject).end(body);
  });

/** Joins `times` new players, `AT_ONCE` at a time. */
export async function post(url: string, times: number): Promise<void> {
  let left = times;
  const work = async () => {
    while (left-- > 0) await joinOne(url);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
