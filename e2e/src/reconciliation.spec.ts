import type { Browser } from 'playwright-core';
import { Firm, launch } from './firm.fixture.js';
import { Installation, startInstallation } from './installation.fixture.js';

const executablePath = process.env['MAILLON_TEST_CHROMIUM'];

/** Of the three lots, the first is written in a wrong unit, the others arrive short. */
const LOTS = ['E2E-ECART-1', 'E2E-ECART-2', 'E2E-ECART-3'] as const;
const PATIENCE_MS = 45_000;

/** Reads a page again until it shows a text: what is found comes by itself, a moment after the records. */
async function until(firm: Firm, path: string, id: string, text: string | RegExp): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    await firm.open(path);
    const shown = firm.by(id).getByText(text).first();
    const isThere = await shown.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    if (Date.now() > end) throw new Error(`${path} never showed ${text} in ${id}.`);
  }
}

/** Opens the discrepancy about a lot from the list; answers its id. */
async function openDiscrepancy(firm: Firm, lot: string): Promise<string> {
  await until(firm, `ecarts?etat=tous&q=${lot}`, 'discrepancies', lot);
  await firm.by('discrepancy-link').first().click();
  await firm.by('comparison').waitFor();
  return new URL(firm.page.url()).pathname.split('/').pop()!;
}

// Where no Chromium is installed, `npm test` says so in its last lines and these journeys are not registered.
if (executablePath) {
  describe('a short delivery in the wrong unit, seen by both firms', () => {
    const browsers: Browser[] = [];
    let installation: Installation;
    let seller: Firm;
    let buyer: Firm;
    let committee: Firm;
    let discrepancy: string;

    beforeAll(async () => {
      installation = await startInstallation();
      browsers.push(await launch(executablePath));
      const place = { url: installation.url, filiere: 'bois' };
      seller = await Firm.enter(browsers[0]!, { ...place, part: 'supplier', width: 390 });
      buyer = await Firm.enter(browsers[0]!, { ...place, part: 'prime', width: 1280 });
      committee = await Firm.enter(browsers[0]!, { ...place, part: 'committee', width: 1280 });
    }, 120_000);
    afterAll(async () => {
      await Promise.all(browsers.map((browser) => browser.close()));
      await installation?.close();
    }, 60_000);

    it('the list says what it is for before there is anything in it', async () => {
      await seller.open('ecarts?q=E2E-ECART');
      await seller.by('empty-state').waitFor();
      await seller.looksRight('no discrepancy on a phone');
      await buyer.open('ecarts');
      await buyer.by('discrepancy-summary').waitFor();
      await buyer.looksRight('discrepancies before the delivery');
    }, 60_000);

    it('the seller ships cubic metres, the buyer counts pieces, and fewer', async () => {
      await seller.open('documents/nouveau?type=despatch_advice');
      await seller.by('document-form').waitFor();
      await seller.choosePartner(buyer.name);
      await seller.by('field-number').fill('E2E-ECART-BL');
      await seller.by('cell-1-sellerItem').click();
      await seller.paste(
        [
          'Réf. fournisseur\tLot\tQté\tUnité',
          `POUTRE-7\t${LOTS[0]}\t40\tm³`,
          `POUTRE-7\t${LOTS[1]}\t120\tpièce`,
          `POUTRE-7\t${LOTS[2]}\t90\tpièce`,
        ].join('\n'),
      );
      await seller.send();
      await buyer.openFromInbox(/Avis d’expédition E2E-ECART-BL/);
      await buyer.by('follow-receipt_advice').click();
      await buyer.by('document-form').waitFor();
      await buyer.by('field-number').fill('E2E-ECART-BR');
      await buyer.by('cell-1-quantity').fill('38');
      await buyer.by('cell-1-unit').fill('pièce');
      for (const [row, quantity, missing] of [
        [2, '110', '10'],
        [3, '85', '5'],
      ] as const) {
        await buyer.by(`cell-${row}-quantity`).fill(quantity);
        await buyer.by(`cell-${row}-shortQuantity`).fill(missing);
      }
      // the despatch advice changes under the form that answers it, which must not begin anew
      await buyer.answerOnlyAfter('SaveDocument', 'DocumentLines');
      await buyer.send();
    }, 90_000);

    it('both find it by themselves, told in the same sentence, each side in its place', async () => {
      discrepancy = await openDiscrepancy(buyer, LOTS[0]);
      await buyer.looksRight('discrepancy');
      const sentence = await buyer.text('sentence');
      expect(sentence).toMatch(/40 m³[\s\S]*38 pièces/);
      expect(await buyer.text('their-side')).toMatch(/Expédié[\s\S]*40 m³[\s\S]*E2E-ECART-BL/);
      expect(await buyer.text('our-side')).toMatch(/Reçu[\s\S]*38 pièces[\s\S]*E2E-ECART-BR/);
      expect(await buyer.text('gap')).toMatch(/m³\s*≠\s*pièces/);
      expect(await openDiscrepancy(seller, LOTS[0])).toBe(discrepancy);
      await seller.looksRight('discrepancy on a phone');
      expect(await seller.text('sentence')).toBe(sentence);
      expect(await seller.text('their-side')).toContain('38 pièces');
      expect(await seller.text('next')).toContain('C’est à vous d’agir.');
      expect((await seller.text('why')).length).toBeGreaterThan(40);
      const download = seller.page.waitForEvent('download');
      await seller.by('print-discrepancy').click();
      expect((await download).suggestedFilename()).toMatch(/E2E-ECART-1\.pdf$/);
    }, 120_000);

    it('the number that awaits is in the navigation, on the home page and on the despatch advice', async () => {
      await seller.open('');
      await seller.by('see-discrepancies').waitFor();
      await seller.looksRight('home with discrepancies on a phone');
      await seller.by('see-discrepancies').click();
      await seller.by('discrepancies').waitFor();
      await seller.looksRight('discrepancies on a phone');
      await buyer.open('documents?q=E2E-ECART-BL');
      await buyer
        .by('documents')
        .getByRole('link', { name: /E2E-ECART-BL/ })
        .click();
      await buyer.by('discrepancy-badge').waitFor();
      await buyer.looksRight('document with a badge');
      await buyer.by('discrepancy-badge').getByRole('link').click();
      await buyer.by('discrepancies').waitFor();
      expect(await buyer.by('discrepancy-link').count()).toBe(3);
    }, 60_000);

    it('the two talk about it', async () => {
      await buyer.open(`ecarts/${discrepancy}`);
      await buyer.by('comment').fill('Nous avons compté 38 poutres sur le camion.');
      await buyer.by('send-comment').click();
      await buyer.by('discussion').getByText('38 poutres sur le camion').waitFor();
      await seller.open(`ecarts/${discrepancy}`);
      await seller.by('discussion').getByText('38 poutres sur le camion').waitFor();
    }, 60_000);

    it('the supplier corrects it: the form holds already what the buyer says', async () => {
      await seller.by('act-correct').click();
      await seller.by('correction-form').waitFor();
      expect(await seller.by('correct-quantity').inputValue()).toBe('38');
      expect(await seller.by('correct-unit').inputValue()).toMatch(/pièce/i);
      await seller.by('correction').click();
      await seller.by('error-summary').waitFor();
      await seller.looksRight('correction without a reason on a phone');
      await seller.by('discrepancy-reason').fill('Saisi en m³ par erreur, 38 poutres chargées');
      await seller.by('correction').click();
      await seller.by('discrepancy-done').waitFor();
      expect(await seller.text('history')).toContain('Correction demandée');
      await buyer.open(`ecarts/${discrepancy}`);
      await buyer.by('answer-correction').click();
      await buyer.by('revisions').waitFor();
      await buyer.by('accept-revision').click();
      await buyer.by('revisions').getByText('Acceptée').waitFor();
    }, 90_000);

    it('closes by itself, for both', async () => {
      for (const firm of [buyer, seller]) {
        await until(firm, `ecarts/${discrepancy}`, 'next', 'Rentré dans l’ordre');
        expect(await firm.text('history')).toMatch(/Rentré dans l’ordre[\s\S]*Correction demandée/);
        expect(await firm.text('next')).toContain('Réglé le');
        expect(await firm.by('act-correct').count()).toBe(0);
        await firm.looksRight('discrepancy closed');
      }
    }, 120_000);

    it('filters stand in the address and under a name, and several are settled at once', async () => {
      await until(buyer, 'ecarts?q=E2E-ECART&sorte=quantity', 'discrepancies', LOTS[2]);
      await buyer.by('save-view').click();
      await buyer.by('view-name').fill('Poutres');
      await buyer.looksRight('name of a view');
      await buyer.by('keep-view').click();
      await buyer.open('ecarts');
      await buyer.by('saved-views').getByRole('link', { name: 'Poutres' }).click();
      await buyer.page.waitForURL(/sorte=quantity/);
      expect(await buyer.by('discrepancies-search').inputValue()).toBe('E2E-ECART');
      await buyer.by('discrepancies').getByText(LOTS[2]).waitFor();
      await buyer.by('choose-all').check();
      await buyer.looksRight('several chosen');
      const download = buyer.page.waitForEvent('download');
      await buyer.by('discrepancies-csv').click();
      expect((await download).suggestedFilename()).toBe('Écarts.csv');
      await buyer.by('bulk-accept').click();
      await buyer.by('discrepancy-reason').fill('Avoir reçu du fournisseur');
      await buyer.looksRight('accept several');
      await buyer.by('discrepancy-act').click();
      await buyer.by('empty-state').waitFor();
      await until(seller, 'ecarts?etat=accepted&q=E2E-ECART', 'discrepancies', LOTS[1]);
      await seller.looksRight('accepted discrepancies on a phone');
    }, 90_000);

    it('a relation may be stricter, and sees beforehand what that changes', async () => {
      await buyer.open('ecarts/regles');
      await buyer.by('rules-in-force').waitFor();
      await buyer.looksRight('rules of the filière, read');
      await buyer.by('rules-partner').fill(seller.name);
      await buyer.page.getByRole('option', { name: seller.name }).click();
      await buyer.by('rules-form').waitFor();
      await buyer.by('rules-receiptDays').fill('beaucoup');
      await buyer.by('rules-preview').click();
      await buyer.by('error-summary').waitFor();
      await buyer.by('rules-receiptDays').fill('1');
      await buyer.by('rules-preview').click();
      await buyer.by('rules-effect').waitFor();
      await buyer.looksRight('rules of a relation');
      await buyer.by('rules-save').click();
      await buyer.by('rules-saved').waitFor();
      expect(await buyer.text('rules-in-force')).toMatch(/Réception incomplète\s*1 jour/);
    }, 60_000);

    it('everything is compared again, and the indicators have moved', async () => {
      await buyer.open('ecarts');
      await buyer.by('compare-again').click();
      await buyer.by('compare-told').waitFor({ timeout: PATIENCE_MS });
      await until(buyer, 'ecarts/indicateurs', 'latest-closed', /[1-9]/);
      expect(Number(await buyer.text('latest-closed'))).toBeGreaterThanOrEqual(3);
      await buyer.looksRight('indicators');
      await seller.open('ecarts/indicateurs');
      await seller.by('indicators').waitFor();
      await seller.looksRight('indicators on a phone');
    }, 120_000);

    it('the committee sees totals and sets rules, and no discrepancy of anybody', async () => {
      await committee.open('ecarts/indicateurs');
      await committee.by('indicators').waitFor();
      await committee.looksRight('indicators of the filière');
      expect(await committee.page.content()).not.toContain(buyer.name);
      await committee.open('ecarts/regles');
      await committee.by('rules-form').waitFor();
      await committee.page.setViewportSize({ width: 390, height: 844 });
      await committee.looksRight('rules of the filière on a phone');
      await committee.by('add-factors').click();
      await committee.by('factors.0.item').fill('POUTRE-7');
      await committee.by('rules-preview').click();
      await committee.by('error-summary').waitFor();
      await committee.open(`ecarts/${discrepancy}`);
      await committee.by('empty-state').waitFor();
      expect(await committee.page.content()).not.toContain(LOTS[0]);
    }, 60_000);

    it('raised no fault in any page', () => {
      expect([...seller.faults, ...buyer.faults, ...committee.faults]).toEqual([]);
    });
  });
} else {
  describe('discrepancies in a browser', () => {
    it('are left out: no Chromium was announced', () => {
      expect(executablePath).toBeUndefined();
    });
  });
}
