/**
 * Checks requests against their schemas. The description of a field in its schema is what a refusal says it must be, so
 * documentation and refusals cannot disagree; the value is never repeated.
 */
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { FastifySchemaCompiler } from 'fastify';
import type { TLocalizedValidationError } from 'typebox/error';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

/** What is wrong with one field. */
export interface FieldFault {
  /** Path of the field, `prompt` or `image_ids/3`; empty for the whole body. */
  readonly field: string;
  /** What it must be. */
  readonly expected: string;
}

/** One or more fields are not valid. The first is the problem's `field`. */
export class InvalidFields extends ReasonError {
  readonly faults: readonly FieldFault[];

  constructor(faults: readonly [FieldFault, ...FieldFault[]]) {
    super('REASON_INVALID_FIELD', faults[0]);
    this.faults = faults;
  }
}

/** A refusal of one field. */
export function invalidField(field: string, expected: string): InvalidFields {
  return new InvalidFields([{ field, expected }]);
}

/** Nobody mends more at once, and the body stays small however wrong the request is. */
const faultsMax = 8;
/** Names of unknown fields are the caller's own text: long ones are cut. */
const fieldNameMax = 64;

interface DescribedSchema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, DescribedSchema>>;
  readonly items?: DescribedSchema;
}

/** Fastify's validator for every part of a request: strict for bodies, whole numbers read from text elsewhere. */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = Compile(schema);
  return (given: unknown) => {
    // No body says the same as an empty object: the fields it lacks are named.
    const value = httpPart === 'body' ? (given ?? {}) : integersFromText(schema, given);
    if (validator.Check(value)) return { value };
    return { error: new InvalidFields(faultsOf(schema, validator.Errors(value))) };
  };
};

function integersFromText(schema: DescribedSchema, given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return given;
  const read = ([key, value]: [string, unknown]): [string, unknown] => {
    const isInteger = schema.properties?.[key]?.type === 'integer';
    return [key, isInteger && typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value];
  };
  return Object.fromEntries(Object.entries(given).map(read));
}

/** The faults of a value by field, each field once, in the order the validator found them. */
function faultsOf(
  schema: DescribedSchema,
  errors: readonly TLocalizedValidationError[],
): [FieldFault, ...FieldFault[]] {
  const faults = new Map<string, string>();
  for (const error of errors) {
    const at = error.instancePath.split('/').slice(1);
    if (error.keyword === 'required') {
      for (const name of error.params.requiredProperties) add([...at, name]);
    } else if (error.keyword === 'additionalProperties') {
      for (const name of error.params.additionalProperties) add([...at, name]);
    } else {
      add(at);
    }
  }
  function add(path: readonly string[]): void {
    const field = path.map((name) => name.slice(0, fieldNameMax)).join('/');
    if (faults.size < faultsMax && !faults.has(field)) faults.set(field, expectedAt(schema, path));
  }
  const [first, ...others] = [...faults].map(([field, expected]) => ({ field, expected }));
  return [first ?? { field: '', expected: 'what the API describes' }, ...others];
}

function expectedAt(schema: DescribedSchema, path: readonly string[]): string {
  let at: DescribedSchema | undefined = schema;
  for (const name of path) {
    const own: DescribedSchema | undefined =
      at.properties && Object.hasOwn(at.properties, name) ? at.properties[name] : undefined;
    at = own ?? at.items;
    if (!at) return 'absent: there is no such field';
  }
  return at.description ?? 'a JSON object';
}
