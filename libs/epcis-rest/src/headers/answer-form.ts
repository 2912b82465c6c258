import { text } from '@maillon/kernel';
import { EpcisProblem } from '../problems/epcis-problem.js';
import { titleOf } from '../problems/messages.js';

/** Forms of an answer, with the type each is sent under. */
export const ANSWER_TYPES = {
  json: 'application/json',
  'ld+json': 'application/ld+json',
  xml: 'application/xml',
  'text-xml': 'text/xml',
} as const;
export type AnswerForm = keyof typeof ANSWER_TYPES;

interface Wish {
  readonly type: string;
  readonly weight: number;
  readonly order: number;
}

/** The wishes of an Accept header, best first (RFC 9110, 12.5.1): weight, then the narrower, then as written. */
function wishesOf(accept: string | undefined): Wish[] {
  if (!accept?.trim()) return [{ type: '*/*', weight: 1, order: 0 }];
  const width = ({ type }: Wish) => (type === '*/*' ? 2 : type.endsWith('/*') ? 1 : 0);
  return accept
    .slice(0, 2000)
    .split(',')
    .map((part, order) => {
      const [type = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      const weight = parameters.map((parameter) => /^q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
      return { type, weight: weight === undefined ? 1 : Number(weight), order };
    })
    .sort((a, b) => b.weight - a.weight || width(a) - width(b) || a.order - b.order);
}

const meets = (wish: string, type: string): boolean =>
  wish === '*/*' || wish === type || (wish.endsWith('/*') && type.startsWith(wish.slice(0, -1)));

/** The media type that meets an Accept header best, the first where all are alike; undefined where none may be sent. */
export function wantedType<Type extends string>(
  accept: string | undefined,
  types: readonly Type[],
): Type | undefined {
  const wishes = wishesOf(accept);
  const barred = new Set(wishes.filter(({ weight }) => !(weight > 0)).map(({ type }) => type));
  for (const { type, weight } of wishes) {
    if (!(weight > 0)) break;
    const found = types.find((offered) => meets(type, offered) && !barred.has(offered));
    if (found) return found;
  }
  return undefined;
}

/** The refusal of a request that takes none of the types that its answer has. */
export const noneWanted = (types: readonly string[]): EpcisProblem =>
  new EpcisProblem('NotAcceptableException', {
    title: titleOf('NotAcceptableException'),
    detail: text(
      `L’en-tête Accept ne demande aucun des formats de cette réponse. Demandez l’un de : ${types.join(', ')}.`,
      `The Accept header asks for none of the formats of this answer. Ask for one of: ${types.join(', ')}.`,
    ),
  });

/** The form that an answer goes out in, among those the operation has; the first of them where all are alike. */
export function answerForm<Form extends AnswerForm>(
  accept: string | undefined,
  forms: readonly Form[],
): Form {
  const types = forms.map((form) => ANSWER_TYPES[form]);
  const wanted = wantedType(accept, types);
  if (wanted === undefined) throw noneWanted(types);
  return forms[types.indexOf(wanted)]!;
}

/** Whether a problem is told in XML: only to who asks for XML before JSON. */
export function prefersXml(accept: string | undefined): boolean {
  const [first] = wishesOf(accept).filter(({ type, weight }) => weight > 0 && /[/+](xml|json)$/.test(type));
  return first !== undefined && /[/+]xml$/.test(first.type);
}
