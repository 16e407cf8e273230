import { columnsTab } from './columns-tab';
import { configTab } from './config-tab';
import { dataTab } from './data-tab';
import { overviewTab } from './overview-tab';
import type { PanelTab } from './panel-tab';
import { qualityTab } from './quality-tab';
import { runsTab } from './runs-tab';
import { sqlTab } from './sql-tab';
import { yamlTab } from './yaml-tab';

/** The tabs of the panel from left to right: a new one is a file beside this one and a line here. */
export const panelTabs: readonly PanelTab[] = [
  overviewTab,
  columnsTab,
  dataTab,
  qualityTab,
  sqlTab,
  yamlTab,
  configTab,
  runsTab,
];
