import { Fragment } from 'react';

/** The path of a file: goes to the next line after a slash or an underscore, within a name only where nothing else helps. */
export function PathText({ path }: { readonly path: string }) {
  return (
    <span className="wrap-anywhere">
      {path.split(/(?<=[/_])/).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  );
}
