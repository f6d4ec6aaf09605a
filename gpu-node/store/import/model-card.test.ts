import { expect, test } from 'vitest';
import { licenceOf } from './model-card.ts';

test.each([
  ['---\nlicense: apache-2.0\ntags:\n- x\n---\n# A model', 'Apache-2.0'],
  ['---\r\nlicense: "MIT"\r\n---\r\n', 'MIT'],
  ['---\nlicense: openrail++ # as the weights\n---', 'LicenseRef-openrail-'],
  ['---\nlicense: other\nlicense_name: sai-nc-community\n---', 'LicenseRef-sai-nc-community'],
  ['---\nlicense: other\n---', 'LicenseRef-other'],
  ['---\ntags: [x]\n---\nlicense: mit', undefined],
  ['# A card without a head', undefined],
])('%j', (card, licence) => {
  expect(licenceOf(card)).toBe(licence);
});
