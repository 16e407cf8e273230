'use client';

import { useStoreApi } from '@xyflow/react';
import { FileCode2, Image as ImageIcon, Shapes } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { toast } from 'sonner';
import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import type { Box } from '@/lib/layout/geometry';
import { readConfigs } from '../../project/actions';
import { problemOf, valueOrThrow } from '../../project/service-failure';
import { countOf } from '../../ui/format-count';
import { menuItem, menuLabel, menuLine } from '../../ui/menu-styles';
import type { ItemState } from '../scene/item-states';
import type { Scene } from '../scene/scene';
import { graphSvg, type SvgInput } from './graph-svg';
import { offlinePage } from './offline-page';
import { saveFile } from './save-file';
import { svgToPng } from './svg-to-png';
import { withThemeColours, type Theme } from './theme-colours';

interface ExportItemsProps {
  readonly snapshot: ProjectSnapshot;
  readonly scene: Scene;
  readonly states: readonly ItemState[];
  readonly names: readonly string[];
}

/** What of the graph can be taken along as a file. */
export function ExportItems({ snapshot, scene, states, names }: ExportItemsProps) {
  const store = useStoreApi();
  const base: Omit<SvgInput, 'colour'> = {
    scene,
    states,
    names,
    details: detailsOf(snapshot, scene),
  };
  const viewSvg = (theme: Theme): string => {
    const { transform, width, height } = store.getState();
    const [x, y, zoom] = transform;
    const region: Box = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
    return withThemeColours(theme, (colour) => graphSvg({ ...base, region, colour }));
  };
  const save = async (extension: string, make: () => Promise<Blob>): Promise<void> => {
    try {
      saveFile(`${snapshot.name}.${extension}`, await make());
    } catch (error) {
      const problem = problemOf(error instanceof Error ? error : new Error(String(error)));
      toast.error(problem.message, { description: problem.hint });
    }
  };
  const svg = (theme: Theme) => () =>
    void save('svg', () => Promise.resolve(new Blob([viewSvg(theme)], { type: 'image/svg+xml' })));
  const png = (theme: Theme) => () =>
    void save('png', () => svgToPng(viewSvg(theme), pngScale(store.getState().transform[2])));
  const html = (): void =>
    void save('html', async () => {
      const configs = valueOrThrow(await readConfigs());
      const picture = graphSvg({ ...base, colour: (colour) => colour });
      return new Blob([offlinePage({ snapshot, scene, states, picture, configs })], {
        type: 'text/html',
      });
    });
  return (
    <>
      <DropdownMenu.Label className={menuLabel}>This view</DropdownMenu.Label>
      {(['light', 'dark'] as const).map((theme) => (
        <DropdownMenu.Item key={theme} className={menuItem} onSelect={png(theme)}>
          <ImageIcon />
          PNG, {theme}
        </DropdownMenu.Item>
      ))}
      {(['light', 'dark'] as const).map((theme) => (
        <DropdownMenu.Item key={theme} className={menuItem} onSelect={svg(theme)}>
          <Shapes />
          SVG, {theme}
        </DropdownMenu.Item>
      ))}
      <DropdownMenu.Separator className={menuLine} />
      <DropdownMenu.Label className={menuLabel}>
        The whole graph, {countOf(snapshot.nodes.length, 'node')}
      </DropdownMenu.Label>
      <DropdownMenu.Item className={menuItem} onSelect={html}>
        <FileCode2 />
        HTML page that opens offline
      </DropdownMenu.Item>
    </>
  );
}

/** Twice as sharp as the screen. */
function pngScale(zoom: number): number {
  return 2 * zoom;
}

function detailsOf(snapshot: ProjectSnapshot, scene: Scene): string[] {
  const labels = new Map(snapshot.kinds.map(({ kind, label }) => [kind, label]));
  const kindOf = new Map(snapshot.nodes.map((node) => [node.id, node.kind]));
  return scene.items.map((item) => {
    if (item.type === 'group') return countOf(item.group.members.length, 'node');
    const kind = kindOf.get(item.id) ?? '';
    return labels.get(kind) ?? kind;
  });
}
