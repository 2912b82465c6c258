import { FILIERES } from '@maillon/filieres';
import { asciiName, committeeEmail, demoAccounts, personEmail } from './demo-addresses.js';

describe('addresses of invented people', () => {
  it.each([
    ['Forges Cazaubon', 'forges-cazaubon'],
    ['Polymères Techniques d’Oyonnax', 'polymeres-techniques-d-oyonnax'],
    ['Cœur & Œuvre SAS.', 'coeur-oeuvre-sas'],
  ])('%s is %s', (name, ascii) => expect(asciiName(name)).toBe(ascii));

  it('are plain, in a domain that no letter reaches, and nobody else’s', () => {
    const holders = new Map<string, string>();
    for (const { slug, demo } of FILIERES) {
      const people = [
        { email: committeeEmail(demo.steward, slug), who: `steward of ${slug}` },
        ...(demo.auditor ? [{ email: committeeEmail(demo.auditor, slug), who: `auditor of ${slug}` }] : []),
        ...demo.organisations.flatMap((firm) =>
          firm.people.map((person) => ({
            email: personEmail(person, firm),
            who: `${firm.siren} ${person.firstName} ${person.lastName}`,
          })),
        ),
      ];
      for (const { email, who } of people) {
        expect(email).toMatch(/^[a-z0-9-]+\.[a-z0-9-]+@[a-z0-9-]{1,63}\.demo\.maillon\.example$/);
        expect(holders.get(email) ?? who).toBe(who);
        holders.set(email, who);
      }
    }
  });

  it('gives each filière a supplier, a prime contractor and a committee to be', () => {
    for (const filiere of FILIERES) {
      const accounts = demoAccounts(filiere);
      expect(accounts.map(({ part }) => part)).toEqual(['supplier', 'prime contractor', 'committee']);
      expect(new Set(accounts.map(({ email }) => email)).size).toBe(3);
    }
  });
});
