import type { Browser } from 'playwright-core';
import { Firm, launch } from './firm.fixture.js';
import { Installation, startInstallation } from './installation.fixture.js';

const executablePath = process.env['MAILLON_TEST_CHROMIUM'];

const event = (lot: string, bizStep: string) => ({
  ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep },
  ...{ eventTime: '2026-03-02T08:30:00+01:00', eventTimeZoneOffset: '+01:00' },
  quantityList: [{ epcClass: `https://id.gs1.org/01/09521234000013/10/${lot}`, quantity: 12, uom: 'KGM' }],
});

/** Two events: the second names a step that there is not. */
const DOCUMENT = JSON.stringify(
  {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    ...{ type: 'EPCISDocument', schemaVersion: '2.0', creationDate: '2026-03-02T08:30:00Z' },
    epcisBody: { eventList: [event('E2E-LU', 'inspecting'), event('E2E-FAUX', 'shiping')] },
  },
  undefined,
  2,
);

// Where no Chromium is installed, `npm test` says so in its last lines and these journeys are not registered.
if (executablePath) {
  describe('an EPCIS document, read before it is sent', () => {
    let browser: Browser;
    let installation: Installation;
    let firm: Firm;

    beforeAll(async () => {
      installation = await startInstallation();
      browser = await launch(executablePath);
      const place = { url: installation.url, filiere: 'bois' };
      firm = await Firm.enter(browser, { ...place, part: 'supplier', width: 390 });
    }, 120_000);
    afterAll(async () => {
      await browser?.close();
      await installation?.close();
    }, 60_000);

    it('is told in plain French, with what is wrong beside its line', async () => {
      await firm.open('lecture-epcis');
      await firm.by('epcis-text').waitFor();
      await firm.looksRight('an empty reader on a phone');
      await firm.by('epcis-text').fill(DOCUMENT);
      await firm.by('epcis-read').click();
      await firm.by('epcis-summary').waitFor();
      expect(await firm.text('epcis-summary')).toMatch(/^1 événement est juste sur 2/);
      await firm.looksRight('an explained document on a phone');
      const [right, wrong] = await firm.by('explained-event').allInnerTexts();
      expect(right).toMatch(/2 mars 2026 à 08:30.*contrôle de E2E-LU/);
      expect(wrong).toMatch(/«\s*shipping\s*»[\s\S]*"shiping"/);
    }, 60_000);

    it('leads from a finding to the page that explains it, with an example', async () => {
      await firm.by('finding').getByRole('link').first().click();
      await firm.by('findings-guide').waitFor();
      const { hash } = new URL(firm.page.url());
      await firm.page.locator(hash).waitFor();
      expect(await firm.page.locator(hash).isVisible()).toBe(true);
      await firm.looksRight('the guide on findings on a phone');
    }, 60_000);

    it('still has the document for whoever comes back, and records nothing that was not read', async () => {
      await firm.page.goBack();
      expect(await firm.by('epcis-text').inputValue()).toBe(DOCUMENT);
      await firm.by('epcis-capture').waitFor();
      await firm.by('epcis-text').fill(DOCUMENT.replace('shiping', 'shipping'));
      await firm.by('epcis-changed').waitFor();
      expect(await firm.by('epcis-capture').count()).toBe(0);
      await firm.by('epcis-read').click();
      await firm.page.getByText(/^Les 2 événements sont justes/).waitFor();
      expect(await firm.by('epcis-changed').count()).toBe(0);
    }, 60_000);

    it('takes a file, and says of one that is no text of EPCIS what it is', async () => {
      const choose = async (name: string, buffer: Buffer) => {
        const choosing = firm.page.waitForEvent('filechooser');
        await firm.by('epcis-file').click();
        await (await choosing).setFiles({ name, mimeType: 'application/octet-stream', buffer });
      };
      await choose('lots.xlsx', Buffer.from('PK\u0003\u0004…'));
      await firm.by('epcis-file-problem').waitFor();
      expect(await firm.text('epcis-file-problem')).toMatch(/^lots\.xlsx\s+Ce fichier est un classeur/);
      await choose('latin1.json', Buffer.from(DOCUMENT.replace('E2E-LU', 'É'), 'latin1'));
      await firm.page.getByText('Les lettres de ce fichier ne sont pas celles de l’UTF-8').waitFor();
      await firm.looksRight('a file that is refused, on a phone');
      await choose('document.json', Buffer.from(DOCUMENT));
      await firm.page.getByText(/^1 événement est juste sur 2/).waitFor();
      expect(await firm.by('epcis-file-problem').count()).toBe(0);
    }, 60_000);

    it('gives an integrator the address and lines to try', async () => {
      await firm.open('cles');
      await firm.by('connect').waitFor();
      await firm.looksRight('keys and how to connect, on a phone');
      const lines = await firm.by('connect').getByTestId('copy-value').allInnerTexts();
      expect(lines[0]).toBe(`${installation.url}/bois/epcis`);
      const [, options] = /(http\S+)/.exec(lines[2]!)!;
      expect((await fetch(options!, { method: 'OPTIONS' })).status).toBe(401);
    }, 60_000);

    it('records what is right, once', async () => {
      await firm.open('lecture-epcis');
      for (const answer of [/^1 événement enregistré/, /^Rien de nouveau/]) {
        await firm.by('epcis-text').fill(DOCUMENT);
        await firm.by('epcis-read').click();
        await firm.by('epcis-capture').click();
        await firm.by('epcis-captured').waitFor();
        expect(await firm.text('epcis-captured')).toMatch(answer);
        await firm.open('lecture-epcis');
      }
      expect(firm.faults).toEqual([]);
    }, 60_000);
  });
}
