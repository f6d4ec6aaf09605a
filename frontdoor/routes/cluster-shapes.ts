/** The JSON shapes of what administrators see of the cluster. */
import { type Static, Type } from 'typebox';

const hindrances = [
  'gone',
  'stopping',
  'draining',
  'cordoned',
  'recovery',
  'unreachable',
  'full',
  'nothing_waits',
  'no_wanted_model',
  'tenant_limits',
  'failed_here',
  'loading',
  'room_kept',
] as const;

const HindranceSchema = Type.Object(
  {
    kind: Type.Enum(hindrances),
    since_seconds: Type.Optional(Type.Number({ description: 'for how long; absent where not known' })),
    until_seconds: Type.Optional(Type.Number({ description: 'for how much longer; absent where not known' })),
    model: Type.Optional(Type.String({ description: 'what is loaded, where that is why' })),
  },
  { description: 'why it takes no more tasks than it has' },
);

const NodeSchema = Type.Object(
  {
    id: Type.String(),
    pool: Type.String(),
    address: Type.String({ description: 'where it serves workers, host:port' }),
    state: Type.Enum(['ready', 'cordoned', 'draining', 'stopping', 'gone']),
    image_ids: Type.Array(Type.String({ description: 'img_…' }), { description: 'what it works on' }),
    task_limit: Type.Integer({ description: 'the most images it works on at once' }),
    models: Type.Array(Type.String(), { description: 'in its memory' }),
    loading_models: Type.Array(Type.String(), { description: 'on their way there' }),
    loadable_models: Type.Array(Type.String(), { description: 'that it can load' }),
    silence_seconds: Type.Number({ description: 'since its last report' }),
    hindrance: HindranceSchema,
  },
  { $id: 'Node' },
);
export type NodeJson = Static<typeof NodeSchema>;

export const ClusterSchema = Type.Object(
  {
    leader: Type.String({ description: 'the scheduler that leads, host:port' }),
    epoch: Type.Integer({ description: 'of its leadership' }),
    nodes: Type.Array(NodeSchema, { description: 'by id' }),
    queue: Type.Array(
      Type.Object({
        plan: Type.String(),
        model: Type.String(),
        tasks: Type.Integer({ description: 'images that wait' }),
        longest_wait_seconds: Type.Number({ description: 'of the one that has waited longest' }),
      }),
      { description: 'what waits, by plan and model' },
    ),
  },
  { $id: 'Cluster' },
);
export type ClusterJson = Static<typeof ClusterSchema>;
