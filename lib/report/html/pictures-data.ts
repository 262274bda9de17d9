import type { Why } from '../../why/index.ts';
import { compileSpec, pageSpec } from '../charts/index.ts';
import { pictureOf } from '../why/picture/picture.ts';
import { pictureSpec } from '../why/picture/spec.ts';
import type { PageData } from './page/page-data.ts';

/** The pictures of the calls that have one, in their order, and what they look like; null where there are none. */
export async function picturesData(why: Why | null): Promise<PageData['why']> {
  const pictures = (why?.calls ?? []).flatMap((call) =>
    call.lanes === null ? [] : [pictureOf(call, call.lanes)],
  );
  return pictures.length === 0 ? null : { spec: await compileSpec(pageSpec(pictureSpec())), pictures };
}
