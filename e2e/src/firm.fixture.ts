import { AxeBuilder } from '@axe-core/playwright';
import { Browser, chromium, Page, Request } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser whose camera, if asked for, shows the picture of a file. */
export const launch = (executablePath: string, cameraFile?: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      ...FLAGS,
      ...(cameraFile
        ? [
            '--use-fake-device-for-media-stream',
            '--use-fake-ui-for-media-stream',
            `--use-file-for-fake-video-capture=${cameraFile}`,
          ]
        : []),
    ],
  });

/** A firm of a demonstration at its own screen, in French. */
export class Firm {
  readonly faults: string[] = [];
  name = '';

  private constructor(
    readonly page: Page,
    readonly url: string,
    readonly filiere: string,
  ) {
    page.on('pageerror', (error) => this.faults.push(error.message));
  }

  /** Enters a filière as one of the firms of its demonstration, with one click. */
  static async enter(
    browser: Browser,
    place: { url: string; filiere: string; part: string; width: number },
  ): Promise<Firm> {
    const context = await browser.newContext({
      locale: 'fr-FR',
      viewport: { width: place.width, height: 900 },
    });
    const firm = new Firm(await context.newPage(), place.url, place.filiere);
    await firm.page.goto(place.url);
    await firm.by(`demo-${place.filiere}-${place.part}`).click();
    await firm.by('current-organisation').waitFor();
    firm.name = await firm.by('current-organisation').innerText();
    return firm;
  }

  by(id: string) {
    return this.page.getByTestId(id);
  }

  /** What a part of the page says, with plain spaces. */
  async text(id: string): Promise<string> {
    return (await this.by(id).innerText()).replaceAll(/[\u00A0\u202F]/g, ' ');
  }

  open(path: string) {
    return this.page.goto(`${this.url}/${this.filiere}/${path}`);
  }

  /** Opens what awaits the firm, and the one of that name there. */
  async openFromInbox(name: string | RegExp): Promise<void> {
    await this.open('a-faire');
    await this.by('inbox').getByRole('link', { name }).click();
    await this.by('next').waitFor();
  }

  /** Performs an act of the document on screen; `fill` writes in its window. */
  async act(act: string, fill?: () => Promise<void>): Promise<void> {
    await this.by(`act-${act}`).click();
    await this.by('act-form').waitFor();
    await fill?.();
    await this.looksRight(`act ${act}`);
    await this.by('confirm-act').click();
    await this.by('act-form').waitFor({ state: 'detached' });
  }

  async choosePartner(name: string): Promise<void> {
    await this.by('document-partner').fill(name);
    await this.page.getByRole('option', { name }).click();
  }

  /** Pastes in the cell that has the focus, as a spreadsheet would. */
  paste(text: string): Promise<void> {
    return this.page.evaluate((written) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', written);
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      );
    }, text);
  }

  /** Lets the answer to a mutation through only when the page has meanwhile read something again. */
  async answerOnlyAfter(mutation: string, query: string): Promise<void> {
    const isOf = (request: Request, operation: string) => request.postData()?.includes(operation) ?? false;
    await this.page.route('**/graphql', async (route) => {
      if (!isOf(route.request(), `mutation ${mutation}(`)) return route.fallback();
      const readAgain = this.page.waitForResponse((it) => isOf(it.request(), `query ${query}(`));
      const response = await route.fetch();
      await readAgain;
      return route.fulfill({ response });
    });
  }

  /** Sends the form on screen; answers the address of the document that it became. */
  async send(): Promise<string> {
    await this.looksRight('form');
    // leaves the field that is being written first: what its check shows may move the button
    await this.by('send-document').focus();
    await this.by('send-document').click();
    await this.by('document-done').waitFor();
    await this.by('next').waitFor();
    return new URL(this.page.url()).pathname.split('/').pop()!;
  }

  /** Where the document stands, as this firm reads it. */
  async standing(id: string): Promise<string> {
    await this.open(`documents/${id}`);
    await this.by('next').waitFor();
    await this.looksRight('document');
    return this.text('next');
  }

  /** No fault that axe knows, and nothing wider than the screen. */
  async looksRight(name: string): Promise<void> {
    await this.page.waitForLoadState('networkidle');
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    expect({ name, violations: violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`) }).toEqual({
      name,
      violations: [],
    });
    const overflow = await this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect({ name, overflow }).toEqual({ name, overflow: 0 });
  }
}
