/**
 * A subscription: the state now, then the state after each change, until `isOver` says that it is the last.
 * `return` ends it at once even while it waits, which an async generator cannot do: a closed socket must leave nothing behind.
 */
export function follow<State>(options: {
  readonly read: () => Promise<State>;
  readonly changes: AsyncIterator<unknown>;
  readonly isOver: (state: State) => boolean;
}): AsyncIterableIterator<State> {
  const { read, changes, isOver } = options;
  let stage: 'first' | 'following' | 'over' = 'first';
  const end = async (): Promise<IteratorResult<State>> => {
    stage = 'over';
    await changes.return?.();
    return { done: true, value: undefined };
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      if (stage === 'over') return end();
      if (stage === 'following' && (await changes.next()).done) return end();
      try {
        const state = await read();
        if (stage === 'first') stage = 'following';
        if (isOver(state)) await end();
        return { done: false, value: state };
      } catch (error) {
        await end();
        throw error;
      }
    },
    return: end,
  };
}
