import { Text, text } from '@maillon/kernel';
import { bareWord, CbvListName } from './cbv.js';

const STEP_LABELS = new Map<string, Text>([
  ['accepting', text('acceptation', 'accepting')],
  ['arriving', text('arrivée', 'arrival')],
  ['assembling', text('assemblage', 'assembly')],
  ['collecting', text('collecte', 'collection')],
  ['commissioning', text('création', 'creation')],
  ['consigning', text('remise au transporteur', 'consignment')],
  ['creating_class_instance', text('création de lot', 'lot creation')],
  ['cycle_counting', text('comptage tournant', 'cycle count')],
  ['decommissioning', text('retrait d’usage', 'withdrawal from use')],
  ['departing', text('départ', 'departure')],
  ['destroying', text('destruction', 'destruction')],
  ['disassembling', text('démontage', 'disassembly')],
  ['dispensing', text('délivrance', 'dispensing')],
  ['encoding', text('encodage de l’étiquette', 'label encoding')],
  ['entering_exiting', text('entrée ou sortie', 'entry or exit')],
  ['holding', text('mise en attente', 'hold')],
  ['inspecting', text('contrôle', 'inspection')],
  ['installing', text('installation', 'installation')],
  ['killing', text('désactivation de l’étiquette', 'label deactivation')],
  ['loading', text('chargement', 'loading')],
  ['other', text('autre étape', 'other step')],
  ['packing', text('emballage', 'packing')],
  ['picking', text('préparation de commande', 'picking')],
  ['receiving', text('réception', 'receipt')],
  ['removing', text('dépose', 'removal')],
  ['repackaging', text('reconditionnement', 'repackaging')],
  ['repairing', text('réparation', 'repair')],
  ['replacing', text('remplacement', 'replacement')],
  ['reserving', text('réservation', 'reservation')],
  ['retail_selling', text('vente au détail', 'retail sale')],
  ['shipping', text('expédition', 'shipping')],
  ['staging_outbound', text('mise à quai', 'staging for despatch')],
  ['stock_taking', text('inventaire', 'stock-taking')],
  ['stocking', text('mise en rayon', 'stocking')],
  ['storing', text('stockage', 'storage')],
  ['transporting', text('transport', 'transport')],
  ['unloading', text('déchargement', 'unloading')],
  ['unpacking', text('déballage', 'unpacking')],
  ['void_shipping', text('annulation d’expédition', 'cancelled shipping')],
  ['sensor_reporting', text('relevé de capteur', 'sensor reading')],
  ['sampling', text('prélèvement d’échantillon', 'sampling')],
]);

const DISPOSITION_LABELS = new Map<string, Text>([
  ['active', text('en service', 'active')],
  ['container_closed', text('contenant fermé', 'container closed')],
  ['damaged', text('endommagé', 'damaged')],
  ['destroyed', text('détruit', 'destroyed')],
  ['dispensed', text('délivré', 'dispensed')],
  ['disposed', text('mis au rebut', 'disposed of')],
  ['encoded', text('étiquette encodée', 'label encoded')],
  ['expired', text('périmé', 'expired')],
  ['in_progress', text('en cours', 'in progress')],
  ['in_transit', text('en transit', 'in transit')],
  ['inactive', text('hors service', 'inactive')],
  ['no_pedigree_match', text('origine non concordante', 'origin record does not match')],
  ['non_sellable_other', text('non vendable', 'not for sale')],
  ['partially_dispensed', text('délivré en partie', 'partly dispensed')],
  ['recalled', text('rappelé', 'recalled')],
  ['reserved', text('réservé', 'reserved')],
  ['retail_sold', text('vendu au détail', 'sold at retail')],
  ['returned', text('retourné', 'returned')],
  ['sellable_accessible', text('en vente, accessible', 'for sale, accessible')],
  ['sellable_not_accessible', text('en vente, en réserve', 'for sale, in the back store')],
  ['stolen', text('volé', 'stolen')],
  ['unknown', text('état inconnu', 'unknown')],
  ['available', text('disponible', 'available')],
  ['completeness_verified', text('complet (vérifié)', 'complete (verified)')],
  ['completeness_inferred', text('complet (déduit)', 'complete (inferred)')],
  ['conformant', text('conforme', 'conformant')],
  ['container_open', text('contenant ouvert', 'container open')],
  ['mismatch_instance', text('pièces non concordantes', 'pieces do not match')],
  ['mismatch_class', text('produits non concordants', 'products do not match')],
  ['mismatch_quantity', text('quantités non concordantes', 'quantities do not match')],
  ['needs_replacement', text('à remplacer', 'to be replaced')],
  ['non_conformant', text('non conforme', 'not conformant')],
  ['unavailable', text('indisponible', 'unavailable')],
]);

const TRANSACTION_LABELS = new Map<string, Text>([
  ['bol', text('connaissement', 'bill of lading')],
  ['cert', text('certificat', 'certificate')],
  ['desadv', text('avis d’expédition', 'despatch advice')],
  ['inv', text('facture', 'invoice')],
  ['pedigree', text('historique de propriété', 'ownership history')],
  ['po', text('commande', 'purchase order')],
  ['poc', text('confirmation de commande', 'order confirmation')],
  ['prodorder', text('ordre de fabrication', 'production order')],
  ['recadv', text('avis de réception', 'receipt advice')],
  ['rma', text('autorisation de retour', 'return authorisation')],
  ['testprd', text('mode opératoire d’essai', 'test procedure')],
  ['testres', text('résultat d’essai', 'test result')],
  ['upevt', text('événement en amont', 'upstream event')],
]);

const PARTY_LABELS = new Map<string, Text>([
  ['owning_party', text('propriétaire', 'owner')],
  ['possessing_party', text('détenteur', 'holder')],
  ['location', text('lieu', 'place')],
]);

/** The label of a word; a value outside the vocabulary is shown by its last part, blanks for underscores. */
function label(list: CbvListName, labels: ReadonlyMap<string, Text>, value: string): Text {
  const known = labels.get(bareWord(list, value));
  if (known) return known;
  const last = (value.split(/[/:#]/).findLast((part) => part !== '') ?? value).replaceAll('_', ' ');
  return text(last, last);
}

/** What people read for a business step: « expédition », not `shipping`. Accepts any spelling, and custom URIs. */
export const bizStepLabel = (word: string): Text => label('bizStep', STEP_LABELS, word);

/** What people read for a disposition. Accepts any spelling, and custom URIs. */
export const dispositionLabel = (word: string): Text => label('disposition', DISPOSITION_LABELS, word);

/** What people read for the kind of a business document: « avis d’expédition », not `desadv`. */
export const transactionTypeLabel = (word: string): Text =>
  label('transactionType', TRANSACTION_LABELS, word);

/** What people read for the role of a source or destination. */
export const partyTypeLabel = (word: string): Text => label('partyType', PARTY_LABELS, word);
