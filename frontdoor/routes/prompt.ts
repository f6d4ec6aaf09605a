import { invalidField } from '../http/validation.ts';

/** Code points of a prompt or negative prompt, after trimming. */
export const promptLengthMax = 2_000;

/**
 * A prompt as it is stored and painted: NFC, trimmed. Control characters (line breaks too) and lone surrogates are refused:
 * they have no meaning to a model and much to a terminal.
 *
 * @throws InvalidFields that names `field`.
 */
export function normalisePrompt(field: string, text: string, lengthMin: number): string {
  const prompt = text.normalize('NFC').trim();
  // Code points, as most languages count characters: for of goes by them.
  let length = 0;
  for (const _codePoint of prompt) length += 1;
  if (length < lengthMin || length > promptLengthMax || /[\p{Cc}\p{Cs}]/u.test(prompt)) {
    throw invalidField(field, promptExpected(lengthMin));
  }
  return prompt;
}

/** What a prompt must be, for people. */
export function promptExpected(lengthMin: number): string {
  return `${lengthMin} to ${promptLengthMax.toLocaleString('en')} characters on one line, without control characters`;
}
