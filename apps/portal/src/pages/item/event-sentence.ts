import type { ItemTimelineQuery } from '../../generated/graphql';
import type { Language } from '@maillon/kernel';
import type { Translate } from '../../language';
import type { MessageId } from '../../messages/fr';

export type TimelineEvent = NonNullable<ItemTimelineQuery['item']>['events']['edges'][number]['node'];

interface Words {
  readonly t: Translate;
  readonly language: Language;
  readonly list: (words: readonly string[]) => string;
  readonly quantity: (value: number | null | undefined, unit: string | null | undefined) => string;
}

const NAMED_AT_MOST = 3;

function namesOf(event: TimelineEvent, role: string, { t, list }: Words): string {
  const items = event.items.filter((item) => item.role === role);
  const named = items.slice(0, NAMED_AT_MOST).map(({ label, name }) => (name ? `${name} (${label})` : label));
  const others = items.length - named.length;
  return list(others > 0 ? [...named, t('event.others', { count: others })] : named);
}

/** The firm at one end of a movement: the member, or else the last part of the URI that names it. */
function partyOf(event: TimelineEvent, kind: 'source' | 'destination'): string | undefined {
  const parties = event.parties.filter((party) => party.kind === kind && party.type !== 'location');
  const party = parties.find(({ organisation }) => organisation) ?? parties[0];
  return party?.organisation?.name ?? party?.uri.split(/[/:]/).at(-1);
}

function movement(event: TimelineEvent, { t }: Words): string | undefined {
  const [from, to] = [partyOf(event, 'source'), partyOf(event, 'destination')];
  if (event.bizStep === 'shipping') return to ? t('event.shippedTo', { to }) : t('event.shipped');
  if (event.bizStep === 'receiving')
    return from
      ? t('event.receivedFrom', { from, by: to ?? event.declarant.name })
      : t('event.receivedBy', { by: event.declarant.name });
  return undefined;
}

function change(event: TimelineEvent, role: string, words: Words): string | undefined {
  const { t } = words;
  if (event.type === 'TransformationEvent') {
    return role === 'input'
      ? t('event.usedFor', { items: namesOf(event, 'output', words) })
      : t('event.madeFrom', { items: namesOf(event, 'input', words) });
  }
  if (event.type !== 'AggregationEvent' && event.type !== 'AssociationEvent') return undefined;
  const isIn = event.action !== 'DELETE';
  if (role === 'parent')
    return t(isIn ? 'event.contains' : 'event.emptied', { items: namesOf(event, 'child', words) });
  return t(isIn ? 'event.packedInto' : 'event.takenOut', { parent: namesOf(event, 'parent', words) });
}

const PLAIN: Partial<Record<string, MessageId>> = {
  commissioning: 'event.made',
  creating_class_instance: 'event.made',
  inspecting: 'event.inspected',
};

/** One plain sentence for what an event did to an item: « Expédié à X, 120 pièces ». */
export function eventSentence(event: TimelineEvent, itemId: string, words: Words): string {
  const own = event.items.find((item) => item.itemId === itemId);
  const plain = PLAIN[event.bizStep ?? ''];
  const said =
    change(event, own?.role ?? '', words) ??
    movement(event, words) ??
    (plain && event.type === 'ObjectEvent'
      ? words.t(plain, { by: event.declarant.name })
      : capital(event.stepLabel[words.language]));
  return own?.quantity ? `${said}, ${words.quantity(own.quantity, own.unit)}` : said;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
