import { useState } from 'react';
import { usePlace } from '../../api/place';
import { readViews, type SavedView, withView } from './saved-views';

/** The filter sets that this browser keeps for the place, and how to change them. */
export function useSavedViews() {
  const { slug, organisation } = usePlace();
  const key = `maillon.discrepancies.${slug}.${organisation}`;
  const [views, setViews] = useState(() => readViews(localStorage.getItem(key)));
  const keep = (next: SavedView[]) => {
    setViews(next);
    localStorage.setItem(key, JSON.stringify(next));
  };
  return {
    views,
    save: (view: SavedView) => keep(withView(views, view)),
    remove: (name: string) => keep(views.filter((view) => view.name !== name)),
  };
}
