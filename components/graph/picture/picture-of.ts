import { LastFew } from '@/lib/util/last-few';
import { onceEach } from '@/lib/util/once-each';
import { buildPicture, type Picture, type PictureInput } from './build-picture';

const picturesOf = onceEach<PictureInput['snapshot'], LastFew<Picture>>(() => new LastFew(4));

/** The picture of a snapshot, whose graph is told along; built once for wishes that many pages of a server share. */
export function pictureOf(input: PictureInput): Picture {
  const { snapshot, wishes } = input;
  return picturesOf(snapshot).of(JSON.stringify(wishes), () => buildPicture(input));
}
