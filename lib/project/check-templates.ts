import { readEnvironment } from '../files/read-environment';
import { nodeId } from '../graph/node-id';
import { localDay } from '../templates/calendar-day';
import { evaluateExpression, takenNames } from '../templates/evaluate-expression';
import { noValues } from '../templates/template-values';
import { isJsonObject } from '../util/json';
import type { Diagnostic } from './diagnostic';
import type { ReadNode } from './node-file';
import { outsideCheck } from './outside-check';

/**
 * Expressions that stand for nothing as far as the project's files and the environment say. Only a name
 * with dots must be among them; the rest may still get a value from the command line.
 */
export const templatesCheck = outsideCheck({
  parts: ['templates'],
  // Values for expressions, which hide behind names that are taken even where no expression asks for them.
  fields: ['params'],
  find: (nodes, { paths, common }) => {
    const isUsed = nodes.some(({ node }) => node.templates.length > 0);
    const scope = {
      values: noValues,
      today: localDay(new Date(0)),
      environment: isUsed ? readEnvironment(paths.root) : {},
      common,
      projectName: '',
      projectDir: paths.root,
      run: null,
    };
    return nodes.flatMap(({ path, node }): Diagnostic[] => {
      const { params } = node.config;
      const own = isJsonObject(params) ? params : {};
      const unresolved = node.templates.flatMap(({ source, at }): Diagnostic[] => {
        const evaluated = evaluateExpression(source, scope, own);
        // Dates of the command line have no value until somebody gives one: that is what they are for.
        if (evaluated.found !== 'nothing' || isCommandLineDate(source)) return [];
        const mustBeThere = source.includes('.') && !source.startsWith('env:');
        return [
          {
            code: 'unresolved_expression',
            severity: mustBeThere || source.includes('(') ? 'error' : 'warning',
            message: `${node.id}: ${evaluated.message}`,
            hint: evaluated.hint,
            place: { file: path, ...at },
            nodeId: nodeId(node.kind, node.name),
          },
        ];
      });
      return [...unresolved, ...neverReached(node, Object.keys(own), path)];
    });
  },
});

function isCommandLineDate(source: string): boolean {
  return ['date', 'start_date', 'end_date'].includes(source);
}

/** Parameters whose name means something else in every expression. */
function neverReached(
  node: Pick<ReadNode, 'id' | 'kind' | 'name' | 'nameAt'>,
  own: readonly string[],
  file: string,
): Diagnostic[] {
  return own
    .filter((name) => takenNames.has(name))
    .map((name) => ({
      code: 'unresolved_expression',
      severity: 'warning',
      message: `${node.id}: {{ ${name} }} is not the parameter "${name}", since that name is taken.`,
      hint: 'Give the parameter another name, if an expression is to use it.',
      place: { file, ...node.nameAt },
      nodeId: nodeId(node.kind, node.name),
    }));
}
