export const APP_ROLE = 'maillon_app';
export const OWNER_ROLE = 'maillon_owner';
/**
 * Owns the two walks and the totals alone: it reads behind the same tenant wall, so that a walk can say that a step exists,
 * and a committee what its companies reach together.
 */
export const FRONTIER_ROLE = 'maillon_frontier';
