/** What a query names, read with Prometheus' own grammar. */
import { parser } from '@prometheus-io/lezer-promql';

/** The names in a query. */
export interface Named {
  readonly metrics: readonly string[];
  /** Labels that aggregations keep. */
  readonly kept: readonly string[];
  /** Labels by which series are chosen. */
  readonly matched: readonly string[];
  /** Metrics with no aggregation around them: their series would come with all their labels. */
  readonly bare: readonly string[];
}

/** What stands in the tests where Grafana puts a variable's value. */
const values: readonly (readonly [variable: string, value: string])[] = [
  ['$__rate_interval', '1m'],
  ['$model', '.*'],
];

/** @throws when the query is not PromQL, drops labels by name, or holds an unknown variable. */
export function parsePromql(query: string): Named {
  const text = values.reduce((whole, [variable, value]) => whole.replaceAll(variable, value), query);
  if (text.includes('$')) throw new Error(`an unknown variable: ${query}`);
  const metrics: string[] = [];
  const kept: string[] = [];
  const matched: string[] = [];
  const bare: string[] = [];
  parser.parse(text).iterate({
    enter: ({ node, type, from, to }) => {
      const word = text.slice(from, to);
      const within = (name: string): boolean => {
        for (let parent = node.parent; parent; parent = parent.parent) if (parent.name === name) return true;
        return false;
      };
      if (type.isError) throw new Error(`not PromQL at ${from}: ${query}`);
      if (type.name === 'Without') throw new Error(`keeps what it does not name: ${query}`);
      if (type.name === 'LabelName' && within('AggregateModifier')) kept.push(word);
      if (type.name === 'LabelName' && within('LabelMatchers')) matched.push(word);
      if (type.name !== 'Identifier' || node.parent?.name !== 'VectorSelector') return;
      metrics.push(word);
      if (!within('AggregateExpr')) bare.push(word);
    },
  });
  return { metrics, kept, matched, bare };
}
