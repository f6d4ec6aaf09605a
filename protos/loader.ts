import { join } from 'node:path';
import * as protoLoader from '@grpc/proto-loader';

/** How messages look in JavaScript: camelCase fields, enums by name, 64-bit integers as numbers, all defaults present. */
export const loaderOptions = {
  keepCase: false,
  longs: Number,
  enums: String,
  defaults: true,
  oneofs: true,
} as const;

const files = [
  'quartet/node/v1/node.proto',
  'quartet/node/v1/checkpoint.proto',
  'quartet/scheduler/v1/placement.proto',
  'quartet/scheduler/v1/fleet.proto',
  'quartet/scheduler/v1/admin.proto',
  'quartet/catalog/v1/catalog.proto',
  'quartet/events/v1/events.proto',
];

/** Every contract of the system, loaded from the .proto files once. */
export const packageDefinition = protoLoader.loadSync(files, {
  ...loaderOptions,
  includeDirs: [join(import.meta.dirname)],
});
