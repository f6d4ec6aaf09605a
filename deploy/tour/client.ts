/** The public API, as far as the tour needs it. */

export interface TourImage {
  readonly id: string;
  readonly status: string;
  readonly width: number;
  readonly height: number;
  readonly parent_id: string | null;
  readonly written_prompt: string | null;
}

export interface TourGeneration {
  readonly id: string;
  readonly status: string;
  readonly images: readonly TourImage[];
}

/** A file as it was downloaded. */
export interface Download {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** A person with a key. */
export class Person {
  readonly #url: string;
  readonly #key: string;

  constructor(url: string, key: string) {
    this.#url = url;
    this.#key = key;
  }

  /** Asks for pictures and waits for their end. */
  async make(path: string, body: Readonly<Record<string, unknown>> = {}): Promise<TourGeneration> {
    const response = await this.#fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', prefer: 'wait=60' },
      body: JSON.stringify(body),
    });
    const generation = (await response.json()) as TourGeneration;
    if (generation.status !== 'succeeded') throw new Error(`POST ${path}: the generation is ${generation.status}`);
    return generation;
  }

  async download(imageId: string): Promise<Download> {
    const response = await this.#fetch(`/v1/images/${imageId}/download`);
    return {
      mediaType: response.headers.get('content-type') ?? '',
      bytes: Buffer.from(await response.arrayBuffer()),
    };
  }

  async #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.#key}`);
    const response = await fetch(new URL(path, this.#url), { ...init, headers });
    if (!response.ok) throw new Error(`${init.method ?? 'GET'} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }
}
