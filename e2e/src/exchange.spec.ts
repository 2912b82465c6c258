import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOCUMENT_TYPES } from '@maillon/documents';
import type { Browser } from 'playwright-core';
import { filmLabel } from './camera.fixture.js';
import { Firm, launch } from './firm.fixture.js';
import { Installation, startInstallation } from './installation.fixture.js';

const executablePath = process.env['MAILLON_TEST_CHROMIUM'];

const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);
const iso = (date: Date): string => date.toISOString().slice(0, 10);
const french = (date: Date): string => iso(date).split('-').reverse().join('/');

const LOT = 'E2E-LOT-1';

// Where no Chromium is installed, `npm test` says so in its last lines and these journeys are not registered.
if (executablePath) {
  describe('two firms side by side, from forecast to receipt', () => {
    const folder = mkdtempSync(join(tmpdir(), 'maillon-e2e-camera-'));
    const browsers: Browser[] = [];
    let installation: Installation;
    let seller: Firm;
    let buyer: Firm;
    let order: string;
    let firstDespatch: string;

    beforeAll(async () => {
      const cameraFile = join(folder, 'label.y4m');
      filmLabel(cameraFile, {
        buyerItem: 'POUTRE-9',
        sellerItem: 'PL-9',
        lot: LOT,
        quantity: 4,
        unit: 'MTQ',
      });
      installation = await startInstallation();
      browsers.push(await launch(executablePath), await launch(executablePath, cameraFile));
      const place = { url: installation.url, filiere: 'bois' };
      seller = await Firm.enter(browsers[0]!, { ...place, part: 'supplier', width: 390 });
      buyer = await Firm.enter(browsers[1]!, { ...place, part: 'prime', width: 1280 });
    }, 120_000);
    afterAll(async () => {
      await Promise.all(browsers.map((browser) => browser.close()));
      await installation?.close();
      rmSync(folder, { recursive: true, force: true });
    }, 60_000);

    it('the buyer pastes a forecast out of a spreadsheet and sends it', async () => {
      await buyer.looksRight('home of a prime contractor');
      await seller.looksRight('home of a supplier on a phone');
      await buyer.open('documents/nouveau');
      await buyer.looksRight('kinds of document');
      await buyer.by('kind-forecast').click();
      await buyer.by('send-document').click();
      await buyer.by('error-summary').waitFor();
      await buyer.looksRight('forecast with what is missing');
      await buyer.choosePartner(seller.name);
      await buyer.by('field-number').fill('E2E-PREV');
      await buyer.by('field-periodStart').fill(iso(inDays(1)));
      await buyer.by('field-periodEnd').fill(iso(inDays(60)));
      await buyer.by('field-answerDate').fill(iso(inDays(-1)));
      await buyer.by('cell-1-buyerItem').click();
      await buyer.paste(
        [
          'Réf. client\tDésignation\tQté\tUnité\tJour',
          `POUTRE-9\tPoutre lamellée\t10,5\tm³\t${french(inDays(20))}`,
          `TASSEAU-3\tTasseau brut\t1 200\tpièce\t${french(inDays(25))}`,
        ].join('\n'),
      );
      const forecast = await buyer.send();
      expect(await buyer.text('lines')).toMatch(/10,5\s*m³[\s\S]*1\s200\spièces/);
      expect(await buyer.standing(forecast)).toMatch(/Envoyée[\s\S]*En attente de/);
    }, 60_000);

    it('the seller finds it first in what awaits it, overdue in words, and answers with a difference', async () => {
      await seller.open('');
      await seller.by('see-inbox').click();
      await seller.by('inbox').waitFor();
      await seller.looksRight('inbox on a phone');
      const first = seller.by('inbox').getByRole('row').nth(1);
      expect(await first.innerText()).toMatch(
        /E2E-PREV[\s\S]*Dites ce que vous pourrez tenir[\s\S]*En retard/,
      );
      await first.getByRole('link').click();
      await seller.by('next').waitFor();
      await seller.act('propose', async () => {
        await seller.by('take-over').click();
        await seller.by('cell-1-confirmedQuantity').fill('10');
        await seller.by('confirm-act').click();
        await seller.by('error-summary').waitFor();
        await seller.by('act-reason').fill('Une scie à l’arrêt jusqu’au mois prochain');
      });
      await buyer.openFromInbox(/Prévision E2E-PREV/);
      expect(await buyer.text('next')).toContain('Réponse avec écarts');
      expect(await buyer.text('history')).toContain('Une scie à l’arrêt');
      await buyer.act('accept_proposal');
      expect(await buyer.text('next')).toContain('Confirmée');
    }, 60_000);

    it('the buyer makes an order out of the answer, and the seller accepts it', async () => {
      await buyer.by('follow-order').click();
      await buyer.by('document-form').waitFor();
      await buyer.by('field-number').fill('E2E-CDE');
      expect(await buyer.by('cell-1-quantity').inputValue()).toBe('10');
      await buyer.by('cell-1-sellerItem').fill('PL-9');
      order = await buyer.send();
      await seller.openFromInbox(/Commande E2E-CDE/);
      await seller.act('accept');
      expect(await seller.standing(order)).toMatch(/Acceptée[\s\S]*À vous : Préparez et expédiez/);
      expect(await buyer.standing(order)).toMatch(/Acceptée[\s\S]*En attente de/);
    }, 60_000);

    it('the seller ships a part of it, and prints labels', async () => {
      await seller.by('follow-despatch_advice').click();
      await seller.by('document-form').waitFor();
      await seller.by('field-number').fill('E2E-BL-1');
      await seller.by('cell-1-quantity').fill('4');
      await seller.by('cell-1-lot').fill(LOT);
      await seller.by('cell-2-quantity').fill('-1');
      await seller.by('send-document').click();
      expect(await seller.text('error-summary')).toContain('négatif');
      await seller.by('error-summary').getByRole('link').click();
      await seller.page.keyboard.type('200');
      firstDespatch = await seller.send();
      const download = seller.page.waitForEvent('download');
      await seller.by('print-labels').click();
      expect((await download).suggestedFilename()).toBe('Étiquettes E2E-BL-1.pdf');
      expect(await seller.standing(order)).toContain('Livrée en partie');
      expect(await buyer.standing(order)).toContain('Livrée en partie');
      expect(await buyer.text('lines')).toMatch(/4\s*m³[\s\S]*0\s*m³/);
    }, 60_000);

    it('the lot of the seller has become a shipment in the chain, without being declared', async () => {
      await seller.open(`documents/${firstDespatch}`);
      await seller
        .by('events')
        .getByRole('link', { name: new RegExp(LOT) })
        .click();
      await seller.by('chain').waitFor();
      await seller.by('timeline').getByText(/xpédi/).first().waitFor();
      expect(await seller.text('timeline')).toMatch(/[Ee]xpédi/);
      await seller.looksRight('chain of the lot');
    }, 60_000);

    it('the buyer reads the label with the camera, and says what is missing', async () => {
      await buyer.openFromInbox(/Avis d’expédition E2E-BL-1/);
      await buyer.by('follow-receipt_advice').click();
      await buyer.by('document-form').waitFor();
      await buyer.by('field-number').fill('E2E-BR-1');
      await buyer.by('scan').click();
      await buyer.by('scan-told').getByText(LOT).waitFor();
      expect(await buyer.text('scan-told')).toContain(`Ligne 1 : ${LOT}, annoncée et trouvée.`);
      await buyer.looksRight('scan');
      await buyer.by('scan-code').fill('rien de lisible');
      await buyer.by('scan-take').click();
      await buyer.by('scan-told').getByText('n’est pas celui d’une étiquette').waitFor();
      await buyer.by('scan-done').click();
      await buyer.by('cell-2-quantity').fill('190');
      await buyer.by('cell-2-shortQuantity').fill('10');
      const receipt = await buyer.send();
      expect(await buyer.standing(receipt)).toContain('Avec réserves');
      await seller.openFromInbox(/Avis de réception E2E-BR-1/);
      await seller.act('acknowledge');
      expect(await seller.standing(receipt)).toContain('Réserves reconnues');
      expect(await buyer.standing(order)).toContain('Livrée en partie');
    }, 60_000);

    it('a wrong date is corrected once both agree', async () => {
      await seller.open(`documents/${order}`);
      await seller.by('request-revision').click();
      await seller.by('revision-form').waitFor();
      await seller.looksRight('request for a correction');
      await seller.by('cell-2-quantity').fill('1190');
      await seller.by('revision-reason').fill('Dix tasseaux de moins, comme convenu au téléphone');
      await seller.by('send-revision').click();
      await seller.by('revision-form').waitFor({ state: 'detached' });
      await seller.by('revisions').waitFor();
      await buyer.openFromInbox(/Correction : Commande E2E-CDE/);
      expect(await buyer.text('revisions')).toMatch(/Ligne 2, Quantité :\s*1\s200 →\s*1\s190/);
      await buyer.by('accept-revision').click();
      await buyer.by('revisions').getByText('Acceptée').waitFor();
      // the lines of before stay on screen until the new ones are read
      await buyer
        .by('lines')
        .getByText(/1\s190\spièces/)
        .waitFor();
    }, 60_000);

    it('what remains is shipped and received, and nothing is left to do', async () => {
      await seller.open(`documents/${order}`);
      await seller.by('follow-despatch_advice').click();
      await seller.by('document-form').waitFor();
      await seller.by('field-number').fill('E2E-BL-2');
      expect(await seller.by('cell-1-quantity').inputValue()).toBe('6');
      await seller.by('own-lot').fill('SM26-CHE');
      await seller.page.getByRole('option', { name: /SM26-CHE-031/ }).click();
      expect(await seller.by('cell-3-lot').inputValue()).toBe('SM26-CHE-031');
      await seller.send();
      // a lot that was declared before: its own chain goes on
      await seller
        .by('events')
        .getByRole('link', { name: /SM26-CHE-031/ })
        .click();
      await seller.by('chain-count').waitFor();
      await seller
        .by('timeline')
        .getByText(/E2E-BL-2|xpédi/)
        .first()
        .waitFor();
      expect(await seller.standing(order)).toContain('Expédiée');
      await buyer.openFromInbox(/Avis d’expédition E2E-BL-2/);
      await buyer.by('follow-receipt_advice').click();
      await buyer.by('document-form').waitFor();
      await buyer.by('field-number').fill('E2E-BR-2');
      const receipt = await buyer.send();
      expect(await buyer.standing(receipt)).toContain('Conforme');
      await seller.open('documents?q=E2E');
      await seller.by('documents').waitFor();
      await seller.looksRight('documents on a phone');
      await buyer.open(`documents/${order}`);
      await buyer
        .by('references')
        .getByRole('link', { name: /E2E-BR-2/ })
        .waitFor();
    }, 60_000);

    it('both plan together, and know each other’s item numbers', async () => {
      for (const firm of [seller, buyer]) {
        const partner = firm === seller ? buyer.name : seller.name;
        for (const [path, picker, shown] of [
          ['planning', 'planning-partner', 'planning'],
          ['articles', 'articles-partner', 'articles'],
        ] as const) {
          await firm.open(path);
          await firm.looksRight(`${path} without a partner`);
          await firm.by(picker).fill(partner);
          await firm.page.getByRole('option', { name: partner }).click();
          await firm.by(shown).waitFor();
          await firm.looksRight(path);
        }
        expect(await firm.text('articles')).toMatch(/POUTRE-9[\s\S]*PL-9/);
      }
    }, 60_000);

    it('a webhook shows its secret once, and what became of a trial', async () => {
      await buyer.open('webhooks');
      await buyer.by('create-webhook').click();
      await buyer.by('webhook-name').fill('ERP');
      await buyer.by('webhook-url').fill('https://10.0.0.1/maillon');
      await buyer.by('webhook-submit').click();
      await buyer.by('error-summary').waitFor();
      await buyer.looksRight('webhook to a private address');
      await buyer.by('webhook-url').fill('https://webhook.invalid/maillon');
      await buyer.by('webhook-submit').click();
      expect(await buyer.text('copy-value')).toMatch(/^whsec_/);
      await buyer.by('secret-kept').click();
      await buyer.by('test-webhook').click();
      await buyer.by('delivery-log').getByText('Échoué').waitFor({ timeout: 15_000 });
      await buyer.looksRight('webhooks');
      expect(await buyer.page.content()).not.toContain('whsec_');
    }, 60_000);

    it('every kind of document has a form, and a draft of it a page', async () => {
      for (const type of DOCUMENT_TYPES) {
        await seller.open(`documents/nouveau?type=${type}`);
        await seller.by('document-form').waitFor();
        await seller.choosePartner(buyer.name);
        await seller.looksRight(`form of ${type}`);
        await seller.by('save-draft').click();
        await seller.by('next').waitFor();
        expect(await seller.text('next')).toContain('Brouillon');
      }
    }, 120_000);

    it('raised no fault in any page', () => {
      expect([...seller.faults, ...buyer.faults]).toEqual([]);
    });
  });
} else {
  describe('exchanges in a browser', () => {
    it('are left out: no Chromium was announced', () => {
      expect(executablePath).toBeUndefined();
    });
  });
}
