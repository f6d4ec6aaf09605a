/** The gRPC services, typed: definitions to serve and client constructors to call them. And the message that is stored. */
import { loadPackageDefinition } from '@grpc/grpc-js';
import type { ProtoGrpcType as AdminProto } from './generated/admin.ts';
import type { ProtoGrpcType as CatalogProto } from './generated/catalog.ts';
import type { ProtoGrpcType as CheckpointProto } from './generated/checkpoint.ts';
import type { ProtoGrpcType as FleetProto } from './generated/fleet.ts';
import type { ProtoGrpcType as NodeProto } from './generated/node.ts';
import type { ProtoGrpcType as PlacementProto } from './generated/placement.ts';
import { packageDefinition } from './loader.ts';

// loadPackageDefinition knows the shapes only at run time; the generated types describe the same files.
const { quartet } = loadPackageDefinition(packageDefinition) as unknown as AdminProto &
  CatalogProto &
  CheckpointProto &
  FleetProto &
  NodeProto &
  PlacementProto;

export const { Node, Checkpoint } = quartet.node.v1;
export const { Placement, Fleet, Admin } = quartet.scheduler.v1;
export const { Catalog } = quartet.catalog.v1;
