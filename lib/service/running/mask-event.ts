import type { NodeError, RunEventBody } from '../../events/run-event';
import { maskSecrets, maskSecretsInCode, maskSecretsInText } from '../../util/mask-secrets';

/**
 * The event with passwords and keys covered wherever words of others come in: log lines, errors, SQL and
 * what executors add. Done before it is written, so that no file, page or report ever has them.
 */
export function maskEvent(body: RunEventBody): RunEventBody {
  switch (body.type) {
    case 'log':
      return { ...body, message: maskSecretsInText(body.message) };
    case 'node_progress':
      if (body.statement === undefined) return body;
      return { ...body, statement: maskSecretsInText(body.statement) };
    case 'node_finished':
      return {
        ...body,
        error: body.error === null ? null : maskError(body.error),
        metadata: maskSecrets(body.metadata),
      };
    case 'run_started':
    case 'node_started':
    case 'run_finished':
      return body;
  }
}

function maskError(error: NodeError): NodeError {
  const { excerpt } = error;
  return {
    ...error,
    message: maskSecretsInText(error.message),
    ...(excerpt === undefined
      ? {}
      : { excerpt: { ...excerpt, lines: excerpt.lines.map(maskSecretsInCode) } }),
  };
}
