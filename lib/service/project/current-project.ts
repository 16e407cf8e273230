import { err, type Result } from '../../util/result';
import { OpenProject } from './open-project';
import { serviceError, type ServiceError } from '../service-error';

/** The bundler may load this module more than once; the project is opened once for all of them. */
const shared = globalThis as {
  seeknalCurrentProject?: Promise<Result<OpenProject, ServiceError>> | undefined;
};

/**
 * The project that this server shows, named by SEEKNAL_PROJECT. Opened at the first question; one that
 * can't be opened is tried again at the next.
 */
export function currentProject(): Promise<Result<OpenProject, ServiceError>> {
  shared.seeknalCurrentProject ??= open().then((opened) => {
    if (!opened.ok) shared.seeknalCurrentProject = undefined;
    return opened;
  });
  return shared.seeknalCurrentProject;
}

async function open(): Promise<Result<OpenProject, ServiceError>> {
  try {
    const {
      SEEKNAL_PROJECT: directory = '.',
      SEEKNAL_STATE: state = '',
      SEEKNAL_PROFILE: profile = '',
    } = process.env;
    return await OpenProject.open(directory, {
      stateUrl: state === '' ? null : state,
      profile: profile === '' ? null : profile,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return err(
      serviceError('internal_error', `The project can't be opened: ${reason}`, {
        hint: 'Check the permissions and the space on the disk, then load the page again.',
      }),
    );
  }
}
