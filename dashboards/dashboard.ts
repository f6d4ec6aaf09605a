import {
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { type Row, datasource, gridColumns, timeSeries } from './panels.ts';
import { batches } from './rows/batches.ts';
import { catalog } from './rows/catalog.ts';
import { demand } from './rows/demand.ts';
import { leases } from './rows/leases.ts';
import { nodes } from './rows/nodes.ts';
import { pictures } from './rows/pictures.ts';
import { processes } from './rows/processes.ts';
import { queue } from './rows/queue.ts';
import { requests } from './rows/requests.ts';
import { workers } from './rows/workers.ts';

/** From what people feel down to what causes it. */
const rows: readonly Row[] = [requests, pictures, queue, batches, demand, nodes, leases, catalog, workers, processes];

const panelsInLine = 3;

/** The one dashboard. Its uid never changes, so that links to it and its place in Grafana stay. */
export function buildDashboard(): Dashboard {
  const dashboard = new DashboardBuilder('Quartet')
    .uid('quartet')
    .description('What Quartet does: requests, pictures, the queue, the fleet, and what is behind them.')
    .tags(['quartet'])
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: 'now-1h', to: 'now' })
    .refresh('30s')
    .withVariable(new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus'))
    .withVariable(
      new QueryVariableBuilder('model')
        .label('Model')
        .datasource(datasource)
        .query({ query: 'label_values(quartet_scheduler_queued_tasks, model)', refId: 'model' })
        .refresh(VariableRefresh.OnTimeRangeChanged)
        .sort(VariableSort.AlphabeticalAsc)
        .multi(true)
        .includeAll(true)
        .allValue('.*')
        .current({ text: 'All', value: '$__all' }),
    );
  let id = 0;
  for (const { title, panels } of rows) {
    dashboard.withRow(new RowBuilder(title).id((id += 1)));
    for (const panel of panels) {
      dashboard.withPanel(timeSeries(panel, gridColumns / panelsInLine).id((id += 1)));
    }
  }
  return dashboard.build();
}
