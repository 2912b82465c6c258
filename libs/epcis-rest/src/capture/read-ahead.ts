import { toAwaitLater } from '@maillon/kernel';

/**
 * The same items, each read while the caller still works on the one before: two are held at a time. What reading throws is thrown where
 * its item would come.
 */
export async function* readAhead<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
  let next = items.next();
  try {
    for (;;) {
      const { value, done } = await next;
      if (done) return;
      next = toAwaitLater(items.next());
      yield value;
    }
  } finally {
    await items.return(undefined);
  }
}
