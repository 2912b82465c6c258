import { text } from '@maillon/kernel';
import { company, contributor, owner, reader } from '../demo-builders.js';
import { DemoOrganisation } from '../demo-chain.js';

/** Forges parts for aircraft and for trains: one login, two filières. */
export const cazaubon: DemoOrganisation = company({
  key: 'forge',
  name: 'Forges Cazaubon',
  siren: '000000026',
  nic: '00013',
  gln: '9526000000020',
  city: 'Pamiers',
  department: '09',
  naf: '25.50A',
  size: 'PME',
  tier: 3,
  activity: text('Forge et estampage', 'Forging and drop forging'),
  people: [owner('Bertrand', 'Cazaubon'), contributor('Naïma', 'Rouquette'), reader('Joël', 'Espinas')],
});

/** Casts the steel that machine makers and car part makers both buy, sometimes from the same heat. */
export const chiers: DemoOrganisation = company({
  key: 'steelworks',
  name: 'Aciérie de la Chiers',
  siren: '000000943',
  nic: '00019',
  gln: '9526000000945',
  city: 'Longwy',
  department: '54',
  naf: '24.10Z',
  size: 'ETI',
  tier: 3,
  activity: text('Aciérie électrique', 'Electric steelworks'),
  people: [owner('Sylvie', 'Thirion'), contributor('Anton', 'Keller'), contributor('Fatou', 'Diarra')],
});
