// `helm test`: the page and the API answer, and the API reaches the catalog, which has models to offer.
const url = process.env.QUARTET_URL;
const say = (line) => process.stdout.write(`${line}\n`);

async function ask(path) {
  const response = await fetch(url + path, { signal: AbortSignal.timeout(20_000) });
  if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`);
  say(`${path} answers ${response.status}`);
  return response;
}

await ask('/');
await ask('/openapi.json');
const { items } = await (await ask('/v1/models')).json();
if (!items?.length) throw new Error('there is no model to paint with');
say(`models: ${items.map(({ id }) => id).join(', ')}`);
