/** How every panel of the dashboard looks and where its figures come from. */
import {
  type DataSourceRef,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

/** The Prometheus that the reader has chosen. */
export const datasource: DataSourceRef = { type: 'prometheus', uid: '${datasource}' };

/** Columns of Grafana's grid. */
export const gridColumns = 24;
const panelRows = 8;

/** One query and how its series are called. */
export interface Query {
  /** PromQL. */
  readonly expr: string;
  /** Text with `{{label}}` for the labels that the query keeps. */
  readonly legend: string;
}

/** What one panel says. */
export interface Panel {
  readonly title: string;
  /** What is shown and how to read it, for someone who is paged. */
  readonly description: string;
  /** A name out of the SDK's `units`. */
  readonly unit: string;
  readonly queries: readonly Query[];
  /** Parts of a whole, drawn on top of each other. */
  readonly stacked?: boolean;
}

/** Panels on one subject, under a heading. */
export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** The builder of a panel that is some columns wide. */
export function timeSeries({ title, description, unit, queries, stacked }: Panel, columns: number): PanelBuilder {
  const panel = new PanelBuilder()
    .title(title)
    .description(description)
    .datasource(datasource)
    .unit(unit)
    .min(0)
    .span(columns)
    .height(panelRows)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  if (stacked) panel.fillOpacity(20).stacking(new StackingConfigBuilder().mode(StackingMode.Normal));
  for (const [i, { expr, legend }] of queries.entries()) {
    panel.withTarget(
      new DataqueryBuilder()
        .refId(String.fromCharCode('A'.charCodeAt(0) + i))
        .datasource(datasource)
        .expr(expr)
        .legendFormat(legend)
        .range(),
    );
  }
  return panel;
}
