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
}

/** The wishes of an Accept header, as written (RFC 9110, 12.5.1). */
function wishesOf(accept: string | undefined): Wish[] {
  if (!accept?.trim()) return [{ type: '*/*', weight: 1 }];
  return accept
    .slice(0, 2000)
    .split(',')
    .map((part) => {
      const [type = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      const weight = parameters.map((parameter) => /^q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
      return { type, weight: weight === undefined ? 1 : Number(weight) || 0 };
    });
}

/** How narrowly a wish means a media type: 2 by its name, 1 by its kind, 0 as any; undefined where it does not. */
function narrowness(wish: string, type: string): number | undefined {
  if (wish === type) return 2;
  if (wish === '*/*') return 0;
  return wish.endsWith('/*') && type.startsWith(wish.slice(0, -1)) ? 1 : undefined;
}

/** The wish that decides on a media type: the one that means it most narrowly, whatever others weigh. */
function decidingWish(
  wishes: readonly Wish[],
  type: string,
): { weight: number; width: number; order: number } | undefined {
  const meant = wishes.flatMap(({ type: wish, weight }, order) => {
    const narrow = narrowness(wish, type);
    return narrow === undefined ? [] : [{ weight, width: -narrow, order }];
  });
  return meant.sort((a, b) => a.width - b.width || b.weight - a.weight)[0];
}

/**
 * The media type that meets an Accept header best (RFC 9110, 12.5.1): by weight, then the one asked for more narrowly, then as
 * written; the first where all are alike; undefined where none may be sent.
 */
export function wantedType<Type extends string>(
  accept: string | undefined,
  types: readonly Type[],
): Type | undefined {
  const wishes = wishesOf(accept);
  const [best] = types
    .flatMap((type) => {
      const wish = decidingWish(wishes, type);
      return wish && wish.weight > 0 ? [{ type, ...wish }] : [];
    })
    .sort((a, b) => b.weight - a.weight || a.width - b.width || a.order - b.order);
  return best?.type;
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

const PROBLEM_FORMS = ['problem+json', 'json', 'ld+json', 'problem+xml', 'xml'] as const;

/** Whether a problem is told in XML: only to who asks for XML before JSON. */
export function prefersXml(accept: string | undefined): boolean {
  const named = wishesOf(accept).filter(({ type, weight }) => weight > 0 && /[/+](?:xml|json)$/.test(type));
  if (!named.length) return false;
  const types = [...PROBLEM_FORMS.map((form) => `application/${form}`), 'text/xml'];
  const wanted = wantedType(accept, types) ?? named[0]!.type;
  return /[/+]xml$/.test(wanted);
}
