import { DocumentType } from '@maillon/documents';
import { DemoChain, DemoItem, DemoOrganisation, DemoQuantity } from '@maillon/filieres';
import { asciiName, organisationOf } from './demo-addresses.js';
import { addDays, parisInstant } from './paris-time.js';

/** One thing that a company of the demonstration does with a document. */
export type DemoDocumentStep =
  | {
      readonly kind: 'save';
      readonly by: string;
      readonly to: string;
      readonly type: DocumentType;
      readonly header: Readonly<Record<string, unknown>>;
      readonly lines: readonly Readonly<Record<string, unknown>>[];
      /** Left as a draft where false. */
      readonly send: boolean;
    }
  | {
      readonly kind: 'act';
      readonly by: string;
      /** Who numbered the document, its type and number. */
      readonly on: { readonly by: string; readonly type: DocumentType; readonly number: string };
      readonly act: string;
      readonly reason?: string;
      readonly lines?: readonly {
        readonly lineNumber: number;
        readonly values: Readonly<Record<string, unknown>>;
      }[];
    };

const WEEKS = 10;
const ARTICLES = 3;
/** How demand goes up and down from week to week, so that the plan has something to show. */
const WAVE = [1, 0.8, 1.2, 1, 1.5, 0.6, 1.1, 0.9, 1.3, 1];

/**
 * The papers of every pair of companies of a chain, as they lie on a desk the morning after the story ends: a forecast
 * to answer, an order in delivery, one to accept, what is in stock, a defect to work off. Numbers and days follow from the chain.
 */
export function demoDocuments(demo: DemoChain, lastDay: string): DemoDocumentStep[] {
  return pairsOf(demo).flatMap((pair, index) => [
    ...plan(pair, index, lastDay),
    ...delivery(pair, index, lastDay),
    ...(pair.seller.key === demo.supplier || index === 0
      ? [...shortDelivery(pair, index, lastDay), ...quality(pair, index, lastDay)]
      : []),
  ]);
}

interface Pair {
  readonly seller: DemoOrganisation;
  readonly buyer: DemoOrganisation;
  readonly articles: readonly { readonly item: DemoItem; readonly quantity: number }[];
}

/** Who ships what to whom in the story; what is one of its kind is ordered by the piece. */
function pairsOf(demo: DemoChain): Pair[] {
  const pairs = new Map<string, Pair & { articles: { item: DemoItem; quantity: number }[] }>();
  for (const act of demo.acts) {
    if (act.kind !== 'shipment') continue;
    const key = `${act.by}>${act.to}`;
    const pair = pairs.get(key) ?? {
      seller: organisationOf(demo, act.by),
      buyer: organisationOf(demo, act.to),
      articles: [],
    };
    pairs.set(key, pair);
    for (const { item, quantity } of act.items.flatMap((shipped) => contentsOf(demo, shipped))) {
      const isKnown = pair.articles.some((article) => article.item.name.fr === item.name.fr);
      if (!isKnown && pair.articles.length < ARTICLES) pair.articles.push({ item, quantity: quantity || 1 });
    }
  }
  return [...pairs.values()].filter(({ articles }) => articles.length > 0);
}

/** What a package holds was ordered, not the package. */
function contentsOf(
  demo: DemoChain,
  { item: key, quantity }: DemoQuantity,
): { item: DemoItem; quantity: number }[] {
  const item = demo.items.find((candidate) => candidate.key === key)!;
  if (item.granularity !== 'SSCC') return [{ item, quantity }];
  return demo.acts.flatMap((act) =>
    act.kind === 'packing' && act.unit === key
      ? act.contents.flatMap((packed) => contentsOf(demo, packed))
      : [],
  );
}

const reference = (item: DemoItem) => ({
  sellerItem: asciiName(item.name.fr).slice(0, 40).toUpperCase(),
  buyerItem: `A${String([...item.name.fr].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 90_000, 7) + 10_000)}`,
  description: item.name.fr,
  ...(item.gtin && { gtin: item.gtin }),
  unit: item.unit,
});

const rounded = (quantity: number, unit: string): number =>
  unit === 'H87' ? Math.max(1, Math.round(quantity)) : Number(quantity.toFixed(1));

/** The Monday on or after a day. */
const nextMonday = (day: string): string => addDays(day, (8 - new Date(`${day}T00:00:00Z`).getUTCDay()) % 7);

function plan(pair: Pair, index: number, lastDay: string): DemoDocumentStep[] {
  const monday = nextMonday(addDays(lastDay, 1));
  return [...forecast(pair, index, lastDay, monday), ...stocks(pair, index, lastDay, monday)];
}

/** Every other supplier has answered that one week will be short. */
function forecast(
  { seller, buyer, articles }: Pair,
  index: number,
  lastDay: string,
  monday: string,
): DemoDocumentStep[] {
  const number = `PREV-${lastDay.slice(0, 7)}-${index + 1}`;
  const demand = articles.flatMap(({ item, quantity }) =>
    Array.from({ length: WEEKS }, (_week, week) => ({
      ...reference(item),
      quantity: rounded(quantity * WAVE[(week + index) % WAVE.length]!, item.unit),
      date: addDays(monday, week * 7),
      bucket: 'week',
      commitment: week < 2 ? 'firm' : week < 5 ? 'production' : 'planning',
    })),
  );
  const header = {
    number,
    issueDate: lastDay,
    periodStart: monday,
    periodEnd: addDays(monday, WEEKS * 7 - 1),
    answerDate: addDays(lastDay, 5),
  };
  const [first] = articles;
  const short = {
    confirmedQuantity: rounded(first!.quantity * 0.5, first!.item.unit),
    answerNote: 'machine en révision',
  };
  return [
    { kind: 'save', by: buyer.key, to: seller.key, type: 'forecast', header, lines: demand, send: true },
    ...(index % 2
      ? [
          {
            kind: 'act' as const,
            by: seller.key,
            on: { by: buyer.key, type: 'forecast' as const, number },
            act: 'propose',
            reason: 'Une machine est en révision la cinquième semaine.',
            lines: [{ lineNumber: 5, values: short }],
          },
        ]
      : []),
  ];
}

function stocks(
  { seller, buyer, articles }: Pair,
  index: number,
  lastDay: string,
  monday: string,
): DemoDocumentStep[] {
  const header = { number: `STK-${lastDay}-${index + 1}`, statementDate: parisInstant(lastDay, 18) };
  const onHand = (share: number) =>
    articles.map(({ item, quantity }) => ({
      kind: 'on_hand',
      ...reference(item),
      quantity: rounded(quantity * share, item.unit),
    }));
  const production = articles.flatMap(({ item, quantity }) =>
    [0, 2, 4].map((week) => ({
      kind: 'planned_production',
      ...reference(item),
      quantity: rounded(quantity * 1.8, item.unit),
      date: addDays(monday, week * 7 + 1),
    })),
  );
  const type = 'stock_statement';
  return [
    { kind: 'save', by: buyer.key, to: seller.key, type, header, lines: onHand(1.4), send: true },
    {
      kind: 'save',
      by: seller.key,
      to: buyer.key,
      type,
      header,
      lines: [...onHand(0.7), ...production],
      send: true,
    },
  ];
}

function delivery({ seller, buyer, articles }: Pair, index: number, lastDay: string): DemoDocumentStep[] {
  const running = `CDE-${lastDay.slice(0, 4)}-${100 + index * 10}`;
  const fresh = `CDE-${lastDay.slice(0, 4)}-${101 + index * 10}`;
  const line = ({ item, quantity }: Pair['articles'][number], share: number) => ({
    ...reference(item),
    quantity: rounded(quantity * share, item.unit),
  });
  const order = (number: string, issued: number, wanted: number): DemoDocumentStep => ({
    kind: 'save',
    by: buyer.key,
    to: seller.key,
    type: 'order',
    header: {
      number,
      issueDate: addDays(lastDay, issued),
      requestedDate: addDays(lastDay, wanted),
      incoterm: 'DAP',
      incotermPlace: buyer.city,
    },
    lines: articles.map((article) => line(article, 2)),
    send: true,
  });
  return [
    order(running, -12, 3),
    { kind: 'act', by: seller.key, on: { by: buyer.key, type: 'order', number: running }, act: 'accept' },
    {
      kind: 'save',
      by: seller.key,
      to: buyer.key,
      type: 'despatch_advice',
      header: {
        number: `BL-${lastDay.slice(0, 4)}-${500 + index}`,
        despatchDate: parisInstant(lastDay, 15),
        estimatedArrival: addDays(lastDay, 2),
        orderNumber: running,
        carrierName: 'Transports Exemple',
      },
      lines: articles.map((article, position) => ({ ...line(article, 1), orderLine: position + 1 })),
      send: true,
    },
    order(fresh, 0, 14),
  ];
}

/** A delivery of last week of which a tenth is missing: the first thing that both find among their discrepancies. */
function shortDelivery(
  { seller, buyer, articles }: Pair,
  index: number,
  lastDay: string,
): DemoDocumentStep[] {
  const number = `BL-${lastDay.slice(0, 4)}-${400 + index}`;
  const { item, quantity } = articles[0]!;
  const sent = rounded(Math.max(10, quantity), item.unit);
  const missing = rounded(sent / 10, item.unit);
  return [
    {
      kind: 'save',
      by: seller.key,
      to: buyer.key,
      type: 'despatch_advice',
      header: {
        number,
        despatchDate: parisInstant(addDays(lastDay, -8), 14),
        estimatedArrival: addDays(lastDay, -7),
      },
      lines: [{ ...reference(item), quantity: sent }],
      send: true,
    },
    {
      kind: 'save',
      by: buyer.key,
      to: seller.key,
      type: 'receipt_advice',
      header: {
        number: `REC-${lastDay.slice(0, 4)}-${400 + index}`,
        receiptDate: parisInstant(addDays(lastDay, -7), 9),
        despatchAdviceNumber: number,
      },
      lines: [
        {
          ...reference(item),
          quantity: Number((sent - missing).toFixed(1)),
          shortQuantity: missing,
          despatchLine: 1,
        },
      ],
      send: true,
    },
  ];
}

function quality({ seller, buyer, articles }: Pair, index: number, lastDay: string): DemoDocumentStep[] {
  const { item } = articles[0]!;
  const { unit, ...named } = reference(item);
  return [
    {
      kind: 'save',
      by: buyer.key,
      to: seller.key,
      type: 'quality_notice',
      header: {
        number: `NQ-${lastDay.slice(0, 4)}-${index + 1}`,
        issueDate: lastDay,
        title: 'Emballage abîmé à l’arrivée',
        severity: 'MINOR',
        answerDate: addDays(lastDay, 10),
        problem:
          'Deux colis de la dernière livraison sont arrivés écrasés sur un côté ; le contenu est intact.',
      },
      lines: [{ ...named, unit, quantity: 2, defect: 'coin écrasé' }],
      send: true,
    },
    {
      kind: 'save',
      by: buyer.key,
      to: seller.key,
      type: 'certificate_request',
      header: {
        number: `CERT-${lastDay.slice(0, 4)}-${index + 1}`,
        issueDate: lastDay,
        certificateType: 'Certificat de conformité du dernier lot',
        answerDate: addDays(lastDay, 7),
      },
      lines: [{ ...named, lot: item.number }],
      send: true,
    },
  ];
}
