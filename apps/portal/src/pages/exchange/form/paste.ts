import type { FieldDefinition } from '@maillon/documents';
import type { Pasted } from './grid-rows';

/** Other words that people put on top of their columns, beside the names of the fields. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  buyerItem: ['ref client', 'code article', 'article', 'reference', 'ref', 'item', 'part number'],
  sellerItem: ['ref fournisseur', 'reference fournisseur', 'code fournisseur', 'supplier item'],
  description: ['libelle', 'produit', 'nom', 'name', 'designation article'],
  quantity: ['qte', 'qty', 'quantite commandee', 'quantite livree', 'besoin'],
  unit: ['u', 'uom', 'unite de mesure'],
  price: ['prix', 'pu', 'pu ht', 'prix unitaire ht', 'price'],
  requestedDate: ['date', 'date de livraison', 'livraison', 'delai', 'date souhaitee', 'delivery date'],
  date: ['jour', 'semaine', 'day', 'week'],
  lot: ['numero de lot', 'n de lot', 'no lot', 'coulee', 'batch'],
  serial: ['n de serie', 'no serie', 'sn'],
  sscc: ['sscc', 'colis', 'palette'],
  gtin: ['ean', 'code ean', 'code barre', 'barcode'],
  orderNumber: ['n de commande', 'no commande', 'po', 'order'],
  note: ['commentaire', 'comment', 'remarques'],
};

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

/** The cells of what a spreadsheet puts on the clipboard: tabs between them, quotes around those with line breaks. */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  const end = () => {
    rows.at(-1)!.push(cell);
    cell = '';
  };
  const source = text.replaceAll(/\r\n?/g, '\n').replace(/\n$/, '');
  for (let at = 0; at < source.length; at += 1) {
    const letter = source[at]!;
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (source[at + 1] === '"') cell += source[(at += 1)];
      else isQuoted = false;
    } else if (letter === '"' && cell === '') isQuoted = true;
    else if (letter === '\t') end();
    else if (letter === '\n') {
      end();
      rows.push([]);
    } else cell += letter;
  }
  end();
  return rows.map((row) => row.map((one) => one.replaceAll(/\s*\n\s*/g, ' ')));
}

function fieldNamed(title: string, fields: readonly FieldDefinition[]): FieldDefinition | undefined {
  const word = plain(title);
  if (!word) return undefined;
  const isCalled = ({ name, label }: FieldDefinition) =>
    [label.fr, label.en, name].some((own) => plain(own) === word);
  return fields.find(isCalled) ?? fields.find(({ name }) => ALSO[name]?.includes(word));
}

/**
 * Where pasted cells go. When the first row names columns (half of its words are known), each column goes to the field it
 * names, whichever is shown; otherwise they spread over the columns shown, from the cell that has the focus.
 */
export function placePasted(
  text: string,
  all: readonly FieldDefinition[],
  shown: readonly FieldDefinition[],
  column: number,
): Pasted {
  const cells = cellsOf(text);
  const titles = (cells[0] ?? []).map((title) => fieldNamed(title, all));
  const words = (cells[0] ?? []).filter((title) => title.trim()).length;
  const known = titles.filter(Boolean).length;
  if (cells.length > 1 && known > 0 && known * 2 >= words) return { fields: titles, cells: cells.slice(1) };
  return { fields: shown.slice(column), cells };
}
