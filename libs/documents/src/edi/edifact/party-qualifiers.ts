/** Party qualifiers (3035), in order of preference. */
export const BUYER = ['BY', 'OB', 'MI', 'IV'] as const;
export const SELLER = ['SU', 'SE', 'SR'] as const;
/** Where goods go, and where they come from. */
export const DELIVERY = ['DP', 'ST', 'CN', 'UC'] as const;
export const DESPATCH = ['SF', 'CZ', 'PW'] as const;
export const CARRIER = ['CA'] as const;
