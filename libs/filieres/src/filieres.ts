import { aeronautique } from './data/aeronautique.js';
import { alimentaire } from './data/alimentaire.js';
import { automobile } from './data/automobile.js';
import { bois } from './data/bois.js';
import { chimieMateriaux } from './data/chimie-materiaux.js';
import { construction } from './data/construction.js';
import { dechets } from './data/dechets.js';
import { eau } from './data/eau.js';
import { electronique } from './data/electronique.js';
import { ferroviaire } from './data/ferroviaire.js';
import { mer } from './data/mer.js';
import { minesMetallurgie } from './data/mines-metallurgie.js';
import { modeLuxe } from './data/mode-luxe.js';
import { nouveauxSystemesEnergetiques } from './data/nouveaux-systemes-energetiques.js';
import { nucleaire } from './data/nucleaire.js';
import { sante } from './data/sante.js';
import { Filiere } from './filiere.js';

/** The sixteen filières labelled in 2018, in the order of their ids. */
export const FILIERES: readonly Filiere[] = [
  aeronautique,
  automobile,
  alimentaire,
  bois,
  chimieMateriaux,
  ferroviaire,
  sante,
  mer,
  modeLuxe,
  nucleaire,
  eau,
  electronique,
  construction,
  minesMetallurgie,
  nouveauxSystemesEnergetiques,
  dechets,
];

const BY_SLUG = new Map(FILIERES.map((filiere) => [filiere.slug, filiere]));
const BY_ID = new Map(FILIERES.map((filiere) => [filiere.id, filiere]));

/** The filière of an address segment, such as `aeronautique`; undefined if there is none. */
export const filiereBySlug = (slug: string): Filiere | undefined => BY_SLUG.get(slug);

/** The filière of an id, 1 to 16; undefined if there is none. */
export const filiereById = (id: number): Filiere | undefined => BY_ID.get(id);
