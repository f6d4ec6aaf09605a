import { leaseName } from '@quartet/protos/leases.ts';
import { limits } from '../../core/limits.ts';
import { type Invariant, Violation, ofEachLeader } from './invariant.ts';
import { ToldNodes } from './told-nodes.ts';

/** The leader looks for what has expired a little after it has, milliseconds. */
const lateMs = 500;

/** A lease lives only while its node reports, and while the reports show it from some time after its grant on. */
export const renewedLeases: Invariant = {
  name: 'renewed leases',
  watch: () =>
    ofEachLeader(
      () => ({ told: new ToldNodes(), grantedAtMs: new Map<string, number>() }),
      ({ told, grantedAtMs }, { leading, event, decisions, now }) => {
        told.hear(event, now);
        for (const decision of decisions) {
          if (decision.kind === 'leased' && decision.grant) grantedAtMs.set(leaseName(decision.lease), now);
        }
        for (const [nodeId, { atMs, shown }] of told.byId) {
          for (const { lease, dropped } of leading.core.state.fleet.nodes.get(nodeId)?.residents.values() ?? []) {
            if (dropped) continue;
            const name = leaseName(lease);
            const silentMs = now - atMs;
            if (silentMs > limits.silenceMs + lateMs) {
              throw new Violation(renewedLeases.name, `${name} lives though ${nodeId} is silent for ${silentMs} ms`);
            }
            const unshownMs = atMs - (grantedAtMs.get(name) ?? -Infinity);
            if (unshownMs < limits.unshownLeaseMs || shown.has(name)) continue;
            throw new Violation(renewedLeases.name, `${name} lives though ${nodeId} does not show it`);
          }
        }
      },
    ),
};
