/**
 * The value of a metric that a process exports, summed over its label sets that match.
 * @param url of the process's `/metrics`
 * @throws when it has no such metric
 */
export async function metricValue(
  url: string,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<number> {
  const text = await (await fetch(url)).text();
  if (!text.includes(`\n# HELP ${name.replace(/_(count|sum|bucket)$/, '')} `)) throw new Error(`no metric ${name}`);
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .filter((line) => Object.entries(labels).every(([key, value]) => line.includes(`${key}="${value}"`)))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}
