import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, Server } from 'node:http';
import type { Browser } from 'playwright-core';
import { Firm, launch } from './firm.fixture.js';
import { Installation, startInstallation } from './installation.fixture.js';

const executablePath = process.env['MAILLON_TEST_CHROMIUM'];
const TOKEN = 'un secret de notre choix';

/** A firm's own receiver: wants nothing at first, then takes what comes. */
class Receiver {
  status = 410;
  readonly taken: { body: string; signature: string | undefined }[] = [];
  private readonly server: Server;
  port = 0;

  constructor() {
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        response.writeHead(this.status).end();
        const signature = request.headers['gs1-signature']?.toString();
        if (this.status === 200) this.taken.push({ body, signature });
      });
    });
  }

  /** Listens on this machine, on a free port below the ephemeral range. */
  async start(): Promise<void> {
    for (let tries = 0; !this.port; tries++) {
      const port = 12_000 + Math.floor(Math.random() * 18_000);
      try {
        this.server.listen(port, '127.0.0.1');
        await once(this.server, 'listening');
        this.port = port;
      } catch (error) {
        if (tries === 20) throw error;
      }
    }
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

const event = (serial: number) => ({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
  ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'shipping' },
  ...{ eventTime: '2026-03-02T08:30:00+01:00', eventTimeZoneOffset: '+01:00' },
  epcList: [`https://id.gs1.org/01/09521234000013/21/E2E-ABONNE-${serial}`],
});

// Where no Chromium is installed, `npm test` says so in its last lines and these journeys are not registered.
if (executablePath) {
  describe('a question that software follows, governed by whoever connects it', () => {
    const receiver = new Receiver();
    let browser: Browser;
    let installation: Installation;
    let firm: Firm;
    let key: string;

    beforeAll(async () => {
      await receiver.start();
      // the installation may call this machine, as an operator allows its own network
      installation = await startInstallation({
        OUTGOING_PLAIN_HOSTS: '127.0.0.1',
        OUTGOING_PRIVATE_NETWORKS: '127.0.0.1/32',
        SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
      });
      browser = await launch(executablePath);
      const place = { url: installation.url, filiere: 'bois' };
      firm = await Firm.enter(browser, { ...place, part: 'supplier', width: 375 });
    }, 120_000);
    afterAll(async () => {
      await browser?.close();
      await installation?.close();
      receiver.close();
    }, 60_000);

    async function send(path: string, body: object): Promise<void> {
      const response = await fetch(`${installation.url}/bois/epcis/${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect([path, response.status, await response.text()]).toMatchObject([path, 201, expect.anything()]);
    }

    it('says how to begin while nothing is stored, and how to verify what comes', async () => {
      await firm.open('abonnements');
      await firm.by('empty-state').waitFor();
      expect(await firm.by('subscription-lines').innerText()).toContain(
        `${installation.url}/bois/epcis/queries/expeditions/subscriptions`,
      );
      await firm.looksRight('no question stored, on a phone');
      await firm.page.getByRole('link', { name: 'Vérifier la signature' }).click();
      await firm.by('subscriptions-guide').getByRole('heading', { name: 'Vérifier la signature' }).waitFor();
      await firm.looksRight('the guide on a phone');
      await firm.open('cles');
      await firm.by('create-key').first().click();
      await firm.by('key-name').fill('ERP');
      await firm.by('key-submit').click();
      const secret = firm.page.getByRole('dialog').getByTestId('copy-value');
      await secret.waitFor();
      key = await secret.innerText();
    }, 60_000);

    it('shows a subscription that a receiver had suspended, why, and what to do', async () => {
      await send('queries', { name: 'expeditions', query: { EQ_bizStep: ['shipping'] } });
      const dest = `http://127.0.0.1:${receiver.port}/epcis`;
      await send('queries/expeditions/subscriptions', { dest, signatureToken: TOKEN, stream: true });
      await send('events', event(1));
      await firm.open('abonnements');
      const row = firm.by('subscription');
      await row.waitFor();
      for (let tries = 0; tries < 60 && !(await row.innerText()).includes('Suspendu'); tries++) {
        await firm.by('subscriptions-refresh').click();
        await firm.page.waitForTimeout(250);
      }
      expect(await firm.text('epcis-query')).toMatch(/expeditions[\s\S]*EQ_bizStep = shipping/);
      const words = await firm.text('subscription');
      expect(words).toMatch(/Suspendu[\s\S]*Chaque événement dès qu’il est enregistré · signé/);
      expect(words).toMatch(/Rien n’est perdu[\s\S]*réponse 410\. [\s\S]*Reprenez l’abonnement/);
      expect(words).not.toContain(TOKEN);
      await firm.looksRight('a suspended subscription on a phone');
      await firm.page.setViewportSize({ width: 1280, height: 900 });
      await firm.looksRight('a suspended subscription');
    }, 60_000);

    it('resumes it: what waited arrives, signed, and the page says so by itself', async () => {
      receiver.status = 200;
      await firm.by('subscription-resume').click();
      await firm.by('subscription').getByText('Actif', { exact: true }).waitFor();
      await firm.by('subscriptions-told').getByText('Envois repris vers').waitFor();
      expect(await firm.text('subscription')).toMatch(/dernier envoi pris le/);
      expect(await firm.by('subscription-failure').count()).toBe(0);
      expect(receiver.taken).toHaveLength(1);
      const [{ body, signature }] = receiver.taken as [(typeof receiver.taken)[number]];
      expect(body).toContain('E2E-ABONNE-1');
      expect(signature).toBe(`sha256=${createHmac('sha256', TOKEN).update(body).digest('hex')}`);
    }, 60_000);

    it('keeps the question while it is followed, then deletes the subscription and the question', async () => {
      const press = async (id: string) => {
        await firm.by(id).click();
        await firm.page.getByRole('button', { name: /^Confirmer la suppression/ }).click();
      };
      await press('query-delete');
      expect(await firm.text('query-stays')).toMatch(
        /Un abonnement suit cette question\. Supprimez-le d’abord/,
      );
      await press('subscription-delete');
      await firm.by('subscription').waitFor({ state: 'detached' });
      await firm.by('subscriptions-told').getByText('Abonnement supprimé').waitFor();
      await firm.by('query-stays').waitFor({ state: 'detached' });
      await send('events', event(2));
      await press('query-delete');
      await firm.by('epcis-query').waitFor({ state: 'detached' });
      await firm.by('empty-state').waitFor();
      expect(receiver.taken).toHaveLength(1);
      expect(firm.faults).toEqual([]);
    }, 60_000);
  });
}
