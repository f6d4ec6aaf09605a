// Original file: protos/quartet/events/v1/events.proto

import type { PositionInput as _quartet_events_v1_PositionInput, Position as _quartet_events_v1_Position } from '../../../quartet/events/v1/Position.ts';
import type { ProgressInput as _quartet_events_v1_ProgressInput, Progress as _quartet_events_v1_Progress } from '../../../quartet/events/v1/Progress.ts';
import type { PreviewInput as _quartet_events_v1_PreviewInput, Preview as _quartet_events_v1_Preview } from '../../../quartet/events/v1/Preview.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * What a worker says of an image while it waits and is painted. Only the newest of each kind and image is kept, in the
 * Redis hash "live:{generation}", in memory only, dropped when the image ends; and published on "events:{generation}".
 */
export interface LiveEventInput {
  /**
   * The generation it is about.
   */
  'generationId'?: (string);
  /**
   * The image it is about.
   */
  'imageId'?: (string);
  /**
   * That image's index in the generation, from 0.
   */
  'index'?: (number);
  /**
   * The number of the newest fact known when it was said.
   */
  'factNumber'?: (number);
  /**
   * Counts up within a generation; at least the Unix milliseconds of its making, so that a flushed Redis cannot turn it
   * back. "{fact_number}.{live_number}" is the event's id.
   */
  'liveNumber'?: (number | string | Long);
  /**
   * Where it waits.
   */
  'position'?: (_quartet_events_v1_PositionInput | null);
  /**
   * How far it is.
   */
  'progress'?: (_quartet_events_v1_ProgressInput | null);
  /**
   * How it looks.
   */
  'preview'?: (_quartet_events_v1_PreviewInput | null);
  /**
   * What is said.
   */
  'live'?: "position"|"progress"|"preview";
}

/**
 * What a worker says of an image while it waits and is painted. Only the newest of each kind and image is kept, in the
 * Redis hash "live:{generation}", in memory only, dropped when the image ends; and published on "events:{generation}".
 */
export interface LiveEvent {
  /**
   * The generation it is about.
   */
  'generationId': (string);
  /**
   * The image it is about.
   */
  'imageId': (string);
  /**
   * That image's index in the generation, from 0.
   */
  'index': (number);
  /**
   * The number of the newest fact known when it was said.
   */
  'factNumber': (number);
  /**
   * Counts up within a generation; at least the Unix milliseconds of its making, so that a flushed Redis cannot turn it
   * back. "{fact_number}.{live_number}" is the event's id.
   */
  'liveNumber': (number);
  /**
   * Where it waits.
   */
  'position'?: (_quartet_events_v1_Position | null);
  /**
   * How far it is.
   */
  'progress'?: (_quartet_events_v1_Progress | null);
  /**
   * How it looks.
   */
  'preview'?: (_quartet_events_v1_Preview | null);
  /**
   * What is said.
   */
  'live'?: "position"|"progress"|"preview";
}
