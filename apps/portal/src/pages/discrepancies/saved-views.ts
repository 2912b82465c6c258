import { type DiscrepancySearch, readSearch } from './search';

/** A set of filters under a name. */
export interface SavedView {
  readonly name: string;
  readonly search: DiscrepancySearch;
}

const MOST = 20;

/** Reads what a browser kept; whatever is not a list of views is no view at all. */
export function readViews(kept: string | null): SavedView[] {
  const found = parsed(kept);
  if (!Array.isArray(found)) return [];
  return found.flatMap((view: unknown) => {
    const { name, search } = (view ?? {}) as { name?: unknown; search?: unknown };
    return typeof name === 'string' && name && typeof search === 'object' && search
      ? [{ name, search: readSearch(search as Record<string, unknown>) }]
      : [];
  });
}

function parsed(kept: string | null): unknown {
  try {
    return JSON.parse(kept ?? '[]');
  } catch {
    return [];
  }
}

/** With one more, the last first; the same name stands for the new filters. */
export const withView = (views: readonly SavedView[], view: SavedView): SavedView[] =>
  [view, ...views.filter(({ name }) => name !== view.name)].slice(0, MOST);
