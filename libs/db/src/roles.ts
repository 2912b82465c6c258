export const APP_ROLE = 'maillon_app';
export const OWNER_ROLE = 'maillon_owner';
/** Owns the two walks alone: it reads links behind the same tenant wall, so that a walk can say that a step exists. */
export const FRONTIER_ROLE = 'maillon_frontier';
