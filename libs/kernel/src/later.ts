/**
 * A promise that is awaited only after other work: until then its failure must not count as unhandled. Answers the same promise; whoever
 * awaits it meets the failure.
 */
export function toAwaitLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(untilThen);
  return promise;
}

function untilThen(): void {
  return;
}
