import { readdir, readFile, readlink } from 'node:fs/promises';

/** `address:port` of the local ends of a process' TCP connections, in its own network. */
export async function localEnds(pid: number): Promise<Set<string>> {
  const [sockets, ...tables] = await Promise.all([
    socketsOf(pid),
    // A program that uses IPv6 has its IPv4 connections in tcp6, too.
    readFile(`/proc/${pid}/net/tcp`, 'utf8').catch(() => ''),
    readFile(`/proc/${pid}/net/tcp6`, 'utf8').catch(() => ''),
  ]);
  const ends = new Set<string>();
  for (const line of tables.join('\n').split('\n')) {
    const [, local = '', , , , , , , , inode = ''] = line.trim().split(/\s+/);
    if (sockets.has(inode)) ends.add(endOf(local));
  }
  return ends;
}

/** Inodes of its sockets; none when it has ended. */
async function socketsOf(pid: number): Promise<Set<string>> {
  const folder = `/proc/${pid}/fd`;
  const files = await readdir(folder).catch(() => []);
  const links = await Promise.all(files.map((file) => readlink(`${folder}/${file}`).catch(() => '')));
  return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
}

/** Parses an end as the kernel prints it: the address in groups of four bytes, each in reverse order, and the port. */
function endOf(printed: string): string {
  const [address = '', port = ''] = printed.split(':');
  // An IPv4 address that is written as an IPv6 one is in the last four bytes.
  const bytes = address.slice(-8).match(/../g) ?? [];
  return `${bytes
    .toReversed()
    .map((byte) => Number.parseInt(byte, 16))
    .join('.')}:${Number.parseInt(port, 16)}`;
}
