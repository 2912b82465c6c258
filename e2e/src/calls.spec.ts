import type { Browser } from 'playwright-core';
import { Firm, launch } from './firm.fixture.js';
import { Installation, startInstallation } from './installation.fixture.js';

const executablePath = process.env['MAILLON_TEST_CHROMIUM'];

const event = (bizStep: string) =>
  JSON.stringify({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep },
    ...{ eventTime: '2026-03-02T08:30:00+01:00', eventTimeZoneOffset: '+01:00' },
    epcList: ['https://id.gs1.org/01/09521234000013/21/E2E-APPEL'],
  });

// Where no Chromium is installed, `npm test` says so in its last lines and these journeys are not registered.
if (executablePath) {
  describe('a program that calls, seen by whoever connects it', () => {
    let browser: Browser;
    let installation: Installation;
    let firm: Firm;
    let key: string;

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

    const send = (bizStep: string) =>
      fetch(`${installation.url}/bois/epcis/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: event(bizStep),
      });

    it('says how to begin while nothing has called', async () => {
      await firm.open('cles');
      await firm.by('calls').getByTestId('empty-state').waitFor();
      expect(await firm.by('calls').getByTestId('copy-value').innerText()).toContain(
        `${installation.url}/bois/epcis/capture`,
      );
      await firm.looksRight('no call yet, on a phone');
      await firm.by('create-key').first().click();
      await firm.by('key-name').fill('ERP');
      await firm.by('key-submit').click();
      const secret = firm.page.getByRole('dialog').getByTestId('copy-value');
      await secret.waitFor();
      key = await secret.innerText();
      await firm.page.getByRole('dialog').getByRole('button', { name: 'C’est noté' }).click();
    }, 60_000);

    it('shows a call that was refused as it comes, and leads to what is wrong', async () => {
      expect((await send('shiping')).status).toBe(400);
      expect((await send('shipping')).status).toBe(201);
      const answers = firm.by('call-answer');
      await answers.nth(1).waitFor();
      const [right, wrong] = await answers.allInnerTexts();
      expect(right).toMatch(/Accepté\s+201/);
      expect(wrong).toMatch(/Refusé\s+400[\s\S]*Contenu refusé[\s\S]*Un constat\s*: WORD_UNKNOWN/);
      expect(await firm.text('calls-counted')).toBe('2 appels en sept jours, dont un refusé');
      await firm.looksRight('the last calls on a phone');
      await firm.page.setViewportSize({ width: 1280, height: 900 });
      await firm.looksRight('the last calls');
      await firm.by('calls-only-refused').check();
      await answers.nth(1).waitFor({ state: 'detached' });
      await answers.getByRole('link', { name: 'WORD_UNKNOWN' }).click();
      await firm.by('findings-guide').waitFor();
      expect(new URL(firm.page.url()).hash).toBe('#word_unknown');
      expect(firm.faults).toEqual([]);
    }, 60_000);
  });
}
