import { text } from '@maillon/kernel';
import type { Message, Told } from './messages.js';

/** Messages on what an event says as a whole, and on its lists. */
export const meaningMessages = {
  ILMD_NOT_ALLOWED: ({ value }: Told): Message => ({
    message: text(
      `Les données de naissance d’un lot (« ilmd ») ne se donnent qu’à sa création, avec l’action ADD ; ici l’action est « ${value} ».`,
      `The data a lot is born with (“ilmd”) can only be given when it is created, with action ADD; here the action is “${value}”.`,
    ),
    remedy: text(
      'Retirez « ilmd », ou déclarez la création du lot avec l’action ADD.',
      'Remove “ilmd”, or declare the creation of the lot with action ADD.',
    ),
  }),
  DUPLICATE: ({ field, value }: Told): Message => ({
    message: text(
      `« ${value} » figure deux fois dans « ${field} ».`,
      `“${value}” stands twice in “${field}”.`,
    ),
    remedy: text('Gardez une seule mention.', 'Keep one mention.'),
  }),
  DUPLICATE_KEPT: ({ field, value }: Told): Message => ({
    severity: 'warning',
    message: text(
      `« ${value} » figure deux fois dans « ${field} ».`,
      `“${value}” stands twice in “${field}”.`,
    ),
    remedy: text(
      'Vérifiez qu’aucun autre élément n’a été oublié à sa place.',
      'Check that nothing else was meant to stand in its place.',
    ),
  }),
  SENSOR_TYPE_KEPT: (): Message => ({
    severity: 'warning',
    message: text(
      'Cette mesure ne dit pas ce qu’elle mesure : elle est gardée telle quelle.',
      'This sensor report does not say what it measures: it is kept as it is.',
    ),
    remedy: text(
      'Ajoutez « type », par exemple gs1:Temperature : le format JSON l’exige.',
      'Add “type”, for example gs1:Temperature: the JSON form demands it.',
    ),
  }),
  LIST_EMPTY: ({ field }: Told): Message => ({
    message: text(`La liste « ${field} » est vide.`, `The list “${field}” is empty.`),
    remedy: text(
      'Mettez-y au moins un élément, ou retirez la liste.',
      'Put at least one element in it, or remove the list.',
    ),
  }),
  EVENT_ID_TWICE: ({ value, allowed }: Told): Message => ({
    severity: 'warning',
    message: text(
      `L’identifiant d’événement « ${value} » est déjà celui de l’événement n° ${allowed} de ce document.`,
      `The event id “${value}” is already that of event no. ${allowed} of this document.`,
    ),
    remedy: text(
      'Retirez l’événement répété ; s’il dit autre chose, donnez-lui un autre identifiant, sans quoi il sera refusé à l’enregistrement.',
      'Remove the repeated event; where it says something else, give it another id, or it will be refused when it is recorded.',
    ),
  }),
  LIST_EMPTY_KEPT: ({ field }: Told): Message => ({
    severity: 'warning',
    message: text(
      `La liste « ${field} » est vide : elle ne dit rien.`,
      `The list “${field}” is empty: it says nothing.`,
    ),
    remedy: text(
      'Retirez-la, ou ajoutez ce qui devait y figurer.',
      'Remove it, or add what was meant to stand in it.',
    ),
  }),
  PARENT_IN_ITSELF: ({ value }: Told): Message => ({
    severity: 'warning',
    message: text(
      `« ${value} » est à la fois le contenant et l’un de ses contenus.`,
      `“${value}” is both the container and one of the things in it.`,
    ),
    remedy: text(
      'Vérifiez « parentID » : c’est la palette, le colis ou l’assemblage, pas ce qu’il contient.',
      'Check “parentID”: it is the pallet, parcel or assembly, not what it holds.',
    ),
  }),
  INPUT_IS_OUTPUT: ({ value }: Told): Message => ({
    severity: 'warning',
    message: text(
      `« ${value} » entre dans la transformation et en sort.`,
      `“${value}” goes into the transformation and comes out of it.`,
    ),
    remedy: text(
      'Ce qui sort d’une transformation porte un autre identifiant que ce qui y entre : corrigez l’une des deux listes.',
      'What comes out of a transformation has another identifier than what goes in: correct one of the two lists.',
    ),
  }),
  DISPOSITION_CONTRADICTED: ({ value }: Told): Message => ({
    severity: 'warning',
    message: text(
      `« ${value} » est à la fois posé (set) et levé (unset).`,
      `“${value}” is both set and unset.`,
    ),
    remedy: text('Gardez l’un des deux.', 'Keep one of the two.'),
  }),
  CLASS_AMONG_INSTANCES: ({ field, value }: Told): Message => ({
    severity: 'warning',
    message: text(
      `« ${value} » nomme un lot ou un produit, alors que « ${field} » attend des pièces une à une.`,
      `“${value}” names a lot or a product, while “${field}” takes single things.`,
    ),
    remedy: text(
      'Placez-le dans la liste de quantités de l’événement (quantityList, childQuantityList…), avec sa quantité ; ou ajoutez le numéro de série.',
      'Put it into the quantity list of the event (quantityList, childQuantityList…) with its quantity; or add the serial number.',
    ),
  }),
  INSTANCE_AS_CLASS: ({ value }: Told): Message => ({
    severity: 'warning',
    message: text(
      `« ${value} » nomme une seule pièce, alors qu’une quantité porte sur un lot ou un produit.`,
      `“${value}” names a single thing, while a quantity is of a lot or a product.`,
    ),
    remedy: text(
      'Placez la pièce dans la liste d’identifiants de l’événement (epcList, childEPCs…), ou donnez ici son lot.',
      'Put the thing into the list of identifiers of the event (epcList, childEPCs…), or give its lot here.',
    ),
  }),
  NOTHING_NAMED: ({ allowed }: Told): Message => ({
    message: text('L’événement ne dit pas de quoi il parle.', 'The event does not say what it is about.'),
    remedy: text(
      `Nommez au moins un élément dans l’un de ces champs : ${allowed}.`,
      `Name at least one element in one of these fields: ${allowed}.`,
    ),
  }),
  PARENT_MISSING: ({ value }: Told): Message => ({
    message: text(
      `L’action « ${value} » demande de dire dans quel contenant : « parentID » manque.`,
      `The action “${value}” must say in which container: “parentID” is missing.`,
    ),
    remedy: text(
      'Ajoutez « parentID » : la palette, le colis ou l’assemblage concerné.',
      'Add “parentID”: the pallet, parcel or assembly concerned.',
    ),
  }),
  ONE_SIDED: ({ allowed }: Told): Message => ({
    message: text(
      'La transformation ne dit pas à la fois ce qui entre et ce qui sort.',
      'The transformation does not say both what goes in and what comes out.',
    ),
    remedy: text(
      `Complétez l’un de ces champs : ${allowed}. Si la transformation se déclare en plusieurs fois, donnez-lui un « transformationID ».`,
      `Complete one of these fields: ${allowed}. If the transformation is declared in several parts, give it a “transformationID”.`,
    ),
  }),
} satisfies Record<string, (told: Told) => Message>;
