/** `npm run generate -w helm`: writes the files of the chart that are made. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chartFiles, chartFolder } from './chart-files.ts';

for (const [name, text] of Object.entries(await chartFiles())) await writeFile(join(chartFolder, name), text);
