import { AxeBuilder } from '@axe-core/playwright';
import { Browser, BrowserContext, chromium, Page } from 'playwright-core';
import { Installation, startInstallation } from './installation.fixture.js';

const executablePath = process.env['MAILLON_TEST_CHROMIUM'];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A supplier's own table: two lots, what was made of one, a shipment to its customer, and a line that cannot be taken. */
const fileFor = (customer: string) =>
  [
    "Type;Numéro de lot;Référence;Désignation;Quantité;Unité;Date;Essence;Lot d'origine;Référence d'origine;Destinataire;Bon de livraison",
    'lot;E2E-GRUME-1;GRUME;Grume de douglas;12,5;m³;02/03/2026;Pseudotsuga menziesii;;;;',
    'lot;E2E-GRUME-2;GRUME;Grume de douglas;beaucoup;m³;02/03/2026;Pseudotsuga menziesii;;;;',
    'transformation;E2E-COLIS-1;COLIS;Colis de sciages;4;m³;04/03/2026;Pseudotsuga menziesii;E2E-GRUME-1;GRUME;;',
    `expédition;E2E-COLIS-1;COLIS;;4;m³;05/03/2026;;;;${customer};BL-E2E`,
    '',
  ].join('\r\n');

// Where no Chromium is installed, `npm test` says so in its last lines and these journeys are not registered.
if (executablePath) {
  describe('a newcomer, in a browser', () => {
    let installation: Installation;
    let browser: Browser;
    let context: BrowserContext;
    let page: Page;
    const faults: string[] = [];

    beforeAll(async () => {
      installation = await startInstallation();
      browser = await chromium.launch({ executablePath, args: FLAGS });
      context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 900 } });
      page = await context.newPage();
      page.on('pageerror', (error) => faults.push(error.message));
    }, 120_000);
    afterAll(async () => {
      await browser?.close();
      await installation?.close();
    }, 60_000);

    const by = (id: string) => page.getByTestId(id);
    const enter = async (part: string) => {
      await page.goto(installation.url);
      await by(`demo-bois-${part}`).click();
      await by('current-organisation').waitFor();
    };
    const looksRight = async (name: string) => {
      await page.waitForLoadState('networkidle');
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect({ name, violations: violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`) }).toEqual({
        name,
        violations: [],
      });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect({ name, overflow }).toEqual({ name, overflow: 0 });
    };

    it('reads in French what this is, and enters a filière as a supplier with one click', async () => {
      await page.goto(installation.url);
      expect(await page.title()).toContain('Maillon');
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('fr');
      await looksRight('first page');
      await enter('supplier');
      await looksRight('supplier home');
    });

    it('sends a real file, watches it work, and reads why one line was refused', async () => {
      const filieres = (await (await page.request.get(`${installation.url}/api/filieres`)).json()) as {
        slug: string;
        demo: { accounts: { prime: { organisation: string } } };
      }[];
      const customer = filieres.find(({ slug }) => slug === 'bois')!.demo.accounts.prime.organisation;
      await by('action-send-file').first().click();
      await by('import-file').setInputFiles({
        name: 'mars.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(`\uFEFF${fileFor(customer)}`),
      });
      await looksRight('file chosen');
      await by('start-import').click();
      await by('refusal-rows').waitFor({ timeout: 30_000 });
      const refused = await by('refusal-rows').innerText();
      expect(refused).toContain('3');
      expect(refused).toContain('Quantité');
      expect(refused).toContain('beaucoup');
      expect(await by('import-progress').innerText()).toMatch(/3/);
      await looksRight('import done');
      const download = page.waitForEvent('download');
      await by('download-refusals').click();
      expect((await download).suggestedFilename()).toMatch(/\.csv$/);
    }, 90_000);

    it('finds its lots, and the chain of the one it made', async () => {
      await page.goto(`${installation.url}/bois/lots`);
      await by('lots-search').fill('E2E');
      await page
        .getByRole('link', { name: /E2E-COLIS-1|Colis de sciages/ })
        .first()
        .click();
      await by('chain').waitFor();
      await page.getByText('E2E-GRUME-1').first().waitFor();
      await looksRight('item of the supplier');
      await by('chain-switch').click();
      expect(await by('chain-list').innerText()).toContain('E2E-GRUME-1');
    });

    it('lets the customer follow it, up to what the supplier keeps to itself', async () => {
      await context.clearCookies();
      await enter('prime');
      await looksRight('prime contractor home');
      await by('search-lot').fill('E2E-COLIS-1');
      // a number that names one lot leads straight to it
      await by('search-lot').press('Enter');
      await by('chain').waitFor();
      await by('tombstone').first().waitFor();
      expect(await by('timeline').innerText()).toMatch(/[Ee]xpédi/);
      expect(await page.content()).not.toContain('E2E-GRUME-1');
      await looksRight('item of the customer');
    });

    it('works on a phone, for the committee too', async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      await looksRight('item on a phone');
      await context.clearCookies();
      await enter('committee');
      await looksRight('committee home on a phone');
      for (const path of ['membres', 'journal']) {
        await page.goto(`${installation.url}/bois/${path}`);
        await looksRight(path);
      }
    });

    it('raised no fault in any page', () => {
      expect(faults).toEqual([]);
    });
  });
} else {
  describe('journeys in a browser', () => {
    it('are left out: no Chromium was announced', () => {
      expect(executablePath).toBeUndefined();
    });
  });
}
