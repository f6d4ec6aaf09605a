import { expect, test } from 'vitest';
import { licenceOf } from './model-card.ts';

test.each([
  ['---\nlicense: apache-2.0\ntags:\n- x\n---\n# A model', 'Apache-2.0'],
  ['---\r\nlicense: "MIT"\r\n---\r\n', 'MIT'],
  ['---\nlicense: openrail++ # as the weights\n---', 'LicenseRef-openrail-'],
  ['---\nlicense: other\nlicense_name: sai-nc-community\n---', 'LicenseRef-sai-nc-community'],
  ['---\nlicense: other\n---', 'LicenseRef-other'],
  ['---\nmodel:\n  license: mit\n---', undefined],
  ['---\nlicense: >-\n  mit\n---', 'MIT'],
  ['---\nlicense: [mit\n---', undefined],
  ['---\ntags: [x]\n---\nlicense: mit', undefined],
  ['# A card without a head', undefined],
])('%j', (card, licence) => {
  expect(licenceOf(card)).toBe(licence);
});
