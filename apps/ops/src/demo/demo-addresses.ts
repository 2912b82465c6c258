import { DemoChain, DemoOrganisation, Filiere } from '@maillon/filieres';

/** The password of every invented person; such people exist only where a demonstration was asked for. */
export const DEMO_PASSWORD = 'maillon-demo';
/** `.example` is kept for examples (RFC 2606): no letter can ever reach such an address. */
const DOMAIN = 'demo.maillon.example';

/** A name in lower-case ASCII, words joined by dashes: « Forges Cazaubon » is `forges-cazaubon`. */
export const asciiName = (name: string): string =>
  name
    .replace(/œ/gi, 'oe')
    .replace(/æ/gi, 'ae')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

interface Named {
  readonly firstName: string;
  readonly lastName: string;
}

const address = ({ firstName, lastName }: Named, place: string): string =>
  `${asciiName(firstName)}.${asciiName(lastName)}@${place}.${DOMAIN}`;

/** The e-mail address of somebody of an invented firm. */
export const personEmail = (person: Named, organisation: DemoOrganisation): string =>
  address(person, asciiName(organisation.name));

/** The e-mail address of somebody of a filière's committee. */
export const committeeEmail = (person: Named, slug: string): string => address(person, `comite-${slug}`);

export interface DemoAccount {
  readonly part: 'supplier' | 'prime contractor' | 'committee';
  readonly name: string;
  readonly place: string;
  readonly email: string;
}

/** The three people through whom a filière's demonstration is best seen. */
export function demoAccounts({ slug, committee, demo }: Filiere): DemoAccount[] {
  const ownerAt = (key: string, part: DemoAccount['part']): DemoAccount => {
    const organisation = organisationOf(demo, key);
    const person = organisation.people.find(({ role }) => role === 'owner') ?? organisation.people[0]!;
    return {
      part,
      name: `${person.firstName} ${person.lastName}`,
      place: organisation.name,
      email: personEmail(person, organisation),
    };
  };
  const { steward } = demo;
  return [
    ownerAt(demo.supplier, 'supplier'),
    ownerAt(demo.primeContractor, 'prime contractor'),
    {
      part: 'committee',
      name: `${steward.firstName} ${steward.lastName}`,
      place: committee.fr,
      email: committeeEmail(steward, slug),
    },
  ];
}

/** An organisation of a chain. Throws for a key that the chain does not have. */
export function organisationOf(chain: DemoChain, key: string): DemoOrganisation {
  const found = chain.organisations.find((organisation) => organisation.key === key);
  if (!found) throw new Error(`The demonstration names an organisation it does not have: ${key}`);
  return found;
}
