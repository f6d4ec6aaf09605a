/** An HTTP server that gives out a folder as a hub of models does. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface FileServer {
  /** What the folder's files lie under; `model.onnx` and what is larger are elsewhere, and asked for there after a redirect. */
  readonly url: string;
  /** Paths that were asked for so far. */
  readonly asked: readonly string[];
  /** Answers in place of a file, by its path. */
  readonly instead: Map<string, (response: ServerResponse) => void>;
  close(): void;
}

/** Serves a folder on a free loopback port. */
export async function serveFolder(folder: string): Promise<FileServer> {
  const asked: string[] = [];
  const instead: FileServer['instead'] = new Map();
  const server = createServer(({ url = '' }, response) => {
    const [, place, file = ''] = /^\/(owner\/name\/resolve\/main|blobs)\/(.*)$/.exec(url) ?? [];
    const path = join(folder, file);
    asked.push(file);
    const answer = instead.get(file);
    if (answer) answer(response);
    else if (!place || !existsSync(path)) response.writeHead(404).end('Entry not found');
    else if (place !== 'blobs' && /\.onnx/.test(file)) response.writeHead(302, { location: `/blobs/${file}` }).end();
    else {
      response.writeHead(200, { 'content-length': statSync(path).size });
      createReadStream(path).pipe(response);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/owner/name/resolve/main`,
    asked,
    instead,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
