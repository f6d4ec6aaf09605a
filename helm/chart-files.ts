/** The files of the chart that are made: from values.yaml, and from what lies elsewhere, for a chart reads its own folder alone. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';
import { type ValueDoc, readValueDocs, schemaOf } from './values-doc.ts';

/** The chart's folder. */
export const chartFolder = join(import.meta.dirname, 'quartet');

const introduction = `# quartet

Runs Quartet on Kubernetes: front doors, catalog, workflow workers, a scheduler with its standby, and pools of GPU nodes
that follow the demand. PostgreSQL, Redis, Temporal and an object store are outside of it and named by values; what is
secret comes from existing Secrets.

\`\`\`
helm install pictures helm/quartet --namespace pictures --wait -f my-values.yaml
helm test pictures --namespace pictures
\`\`\`
[\`../scenarios\`](../scenarios) has values for common cases. Keys that are not listed here are refused. This page and
\`values.schema.json\` are made from the comments of [\`values.yaml\`](values.yaml) by \`npm run generate -w helm\`.

| key | default | what it is |
|---|---|---|
`;

/** Text of each generated file, by its name in the chart's folder. */
export async function chartFiles(): Promise<Record<string, string>> {
  const docs = readValueDocs(await readFile(join(chartFolder, 'values.yaml'), 'utf8'));
  return {
    'values.schema.json': await format(JSON.stringify(schemaOf(docs)), {
      parser: 'json',
      printWidth: 120,
    }),
    'files/dashboard.json': await readFile(join(import.meta.dirname, '..', 'dashboards', 'quartet.json'), 'utf8'),
    'README.md': `${introduction}${rowsOf(docs).join('\n')}\n`,
  };
}

function rowsOf(docs: readonly ValueDoc[]): string[] {
  return docs.flatMap(({ path, text, default: value, schema, children }) => {
    if (children.length > 0) return [...(text ? [`| **${path}** | | ${cell(text)} |`] : []), ...rowsOf(children)];
    const limits = limitsOf(schema);
    return [`| \`${path}\` | \`${cell(JSON.stringify(value))}\` | ${cell(text)}${limits && ` ${limits}`} |`];
  });
}

/** What a person must know of a schema that its text does not say. */
function limitsOf(schema: ValueDoc['schema']): string {
  const { enum: choices, minimum, maximum } = schema as { enum?: string[]; minimum?: number; maximum?: number };
  if (choices) return `One of ${choices.map((choice) => `\`${choice}\``).join(', ')}.`;
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}.`;
  return minimum === undefined ? '' : `${minimum} or more.`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
