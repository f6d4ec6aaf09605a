import type { Agenda } from '../agenda.ts';
import type { SimLock } from './leader-lock.ts';
import type { Host, Network } from './network.ts';
import type { SimCatalog } from './sim-catalog.ts';
import type { Service } from './stream.ts';
import type { Witness } from './witness.ts';
import type { JoinAnswer, JoinRequest, NotLeader, PlaceAnswer, PlaceRequest, RunAnswer, RunRequest } from './words.ts';

/** What the processes of a cell share. */
export interface CellParts {
  readonly agenda: Agenda;
  readonly network: Network;
  readonly lock: SimLock;
  readonly catalog: SimCatalog;
  readonly joins: Service<JoinRequest, JoinAnswer | NotLeader>;
  readonly places: Service<PlaceRequest, PlaceAnswer | NotLeader>;
  readonly runs: Service<RunRequest, RunAnswer>;
  /** Where schedulers may be. */
  readonly schedulers: readonly Host[];
  readonly witness: Witness;
}
