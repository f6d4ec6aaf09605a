/** How many nodes steady work wants. */

/**
 * Nodes beside those that the work keeps busy, in square roots of their number: what comes in a moment varies by as much. With 0.8 a
 * third of the tasks that come singly would find all busy and share a node (Halfin and Whitt, "Heavy-Traffic Limits for Queues with
 * Many Exponential Servers", 1981). Pictures come in requests of 1, 2, 4 and 8, in 57, 8, 20 and 15 % of them: the number in the
 * making then varies 1 + (E[n^2] / E[n] - 1) / 2 = 3 times as much (the peakedness of batches; Whitt, "Heavy-Traffic Approximations
 * for Service Systems with Blocking", 1984), and its deviation by the root of that: 0.8 * 1.73.
 */
const reserve = 1.4;

/** Less than half a node is wanted by what keeps one busy for a tenth of the time: that can wait for one, and lets a pool go to none. */
const leastWish = 0.5;

/** The fewest nodes for work that keeps `busy` nodes busy: with fewer too much of it would have to wait. */
export function nodesForFlow(busy: number): number {
  const wish = busy + reserve * Math.sqrt(busy);
  return wish < leastWish ? 0 : Math.ceil(wish);
}

/** The most that so many nodes are enough for: the inverse of {@link nodesForFlow}. */
export function mostFlow(nodes: number): number {
  const root = (Math.sqrt(reserve ** 2 + 4 * nodes) - reserve) / 2;
  return root ** 2;
}
