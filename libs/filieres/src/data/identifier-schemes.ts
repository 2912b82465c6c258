import { text, Text } from '@maillon/kernel';
import { IdentifierScheme } from '../filiere.js';

const scheme = (code: string, label: Text, format: Text): IdentifierScheme => ({ code, label, format });

const FREE = text('libre, tel qu’il est marqué', 'free, as it is marked');

const SCHEMES: readonly IdentifierScheme[] = [
  scheme(
    'SIRET',
    text('Numéro SIRET', 'SIRET number'),
    text('14 chiffres, clé de Luhn', '14 digits, Luhn check'),
  ),
  scheme(
    'VAT',
    text('Numéro de TVA intracommunautaire', 'VAT number'),
    text('FR, clé à 2 chiffres, SIREN', 'FR, 2-digit key, SIREN'),
  ),
  scheme(
    'GLN',
    text('Code lieu (GLN)', 'Location number (GLN)'),
    text('13 chiffres, clé GS1', '13 digits, GS1 check digit'),
  ),
  scheme(
    'GTIN',
    text('Code article (GTIN)', 'Trade item number (GTIN)'),
    text('8, 12, 13 ou 14 chiffres, clé GS1', '8, 12, 13 or 14 digits, GS1 check digit'),
  ),
  scheme(
    'SGTIN',
    text('Article sérialisé (SGTIN)', 'Serialised trade item (SGTIN)'),
    text('GTIN et numéro de série de 20 caractères au plus', 'GTIN and a serial of 20 characters at most'),
  ),
  scheme(
    'SSCC',
    text('Code d’unité logistique (SSCC)', 'Logistic unit code (SSCC)'),
    text('18 chiffres, clé GS1', '18 digits, GS1 check digit'),
  ),
  scheme(
    'GIAI',
    text('Identifiant d’actif (GIAI)', 'Asset identifier (GIAI)'),
    text(
      'préfixe GS1 et référence, 30 caractères au plus',
      'GS1 prefix and reference, 30 characters at most',
    ),
  ),
  scheme(
    'NCAGE',
    text('Code OTAN du fabricant (NCAGE)', 'NATO maker code (NCAGE)'),
    text('5 lettres ou chiffres', '5 letters or digits'),
  ),
  scheme('DUNS', text('Numéro DUNS', 'DUNS number'), text('9 chiffres', '9 digits')),
  scheme(
    'BPNL',
    text('Numéro de partenaire Catena-X', 'Catena-X business partner number'),
    text('BPNL et 12 lettres ou chiffres', 'BPNL and 12 letters or digits'),
  ),
  scheme(
    'ODETTE_OSCAR',
    text('Code Odette (OSCAR)', 'Odette code (OSCAR)'),
    text('O et 4 chiffres, puis un code', 'O and 4 digits, then a code'),
  ),
  scheme(
    'EORI',
    text('Numéro d’opérateur douanier (EORI)', 'Customs operator number (EORI)'),
    text('FR suivi du SIRET', 'FR followed by the SIRET'),
  ),
  scheme(
    'FINESS',
    text('Numéro FINESS d’établissement', 'FINESS health facility number'),
    text('9 chiffres', '9 digits'),
  ),
  scheme(
    'PART_NUMBER',
    text('Référence article', 'Part number'),
    text('libre, 32 caractères au plus', 'free, 32 characters at most'),
  ),
  scheme('MPN', text('Référence fabricant', 'Manufacturer part number'), FREE),
  scheme(
    'SERIAL_NUMBER',
    text('Numéro de série', 'Serial number'),
    text('libre, 20 caractères au plus', 'free, 20 characters at most'),
  ),
  scheme(
    'BATCH_LOT',
    text('Numéro de lot', 'Batch or lot number'),
    text('libre, 20 caractères au plus', 'free, 20 characters at most'),
  ),
  scheme('HEAT_NUMBER', text('Numéro de coulée', 'Heat number'), FREE),
  scheme('WELD_ID', text('Repère de soudure', 'Weld mark'), FREE),
  scheme(
    'VIN',
    text('Numéro de châssis (VIN)', 'Vehicle identification number (VIN)'),
    text('17 caractères, sans I, O ni Q (ISO 3779)', '17 characters, without I, O or Q (ISO 3779)'),
  ),
  scheme(
    'EVN',
    text('Numéro européen de véhicule', 'European vehicle number'),
    text('12 chiffres, clé de Luhn', '12 digits, Luhn check'),
  ),
  scheme(
    'IMO_NUMBER',
    text('Numéro OMI du navire', 'IMO ship number'),
    text('7 chiffres, clé pondérée', '7 digits, weighted check digit'),
  ),
  scheme(
    'CAS_EC',
    text('Numéro CAS de la substance', 'CAS number of the substance'),
    text('2 à 7 chiffres, 2 chiffres, clé : 141-32-2', '2 to 7 digits, 2 digits, check: 141-32-2'),
  ),
  scheme(
    'UFI',
    text('Identifiant de formule (UFI)', 'Formula identifier (UFI)'),
    text('16 lettres ou chiffres en 4 groupes', '16 letters or digits in 4 groups'),
  ),
  scheme('UN_NUMBER', text('Numéro ONU', 'UN number'), text('UN et 4 chiffres', 'UN and 4 digits')),
  scheme(
    'CIP13',
    text('Code CIP du médicament', 'French medicine code (CIP)'),
    text('13 chiffres, commence par 34009', '13 digits, starts with 34009'),
  ),
  scheme(
    'UDI_DI',
    text('Identifiant du dispositif (IUD-ID)', 'Device identifier (UDI-DI)'),
    text('GTIN ou code d’une autre entité', 'GTIN or another issuing entity’s code'),
  ),
  scheme(
    'HEALTH_MARK',
    text('Agrément sanitaire', 'Health approval number'),
    text('FR, département.commune.numéro, CE', 'FR, department.town.number, CE'),
  ),
  scheme(
    'FARM_NUMBER',
    text('Numéro d’exploitation d’élevage', 'Livestock farm number'),
    text('8 chiffres', '8 digits'),
  ),
  scheme(
    'CADASTRE',
    text('Référence cadastrale', 'Land registry reference'),
    text('14 caractères : commune, préfixe, section, numéro', '14 characters: town, prefix, section, number'),
  ),
  scheme(
    'EUDR_DDS_REF',
    text('Référence de diligence raisonnée', 'Due-diligence reference'),
    text('référence et numéro de vérification', 'reference and verification number'),
  ),
  scheme(
    'PEFC_COC',
    text('Numéro de certificat PEFC', 'PEFC certificate number'),
    text('PEFC/ suivi du numéro', 'PEFC/ followed by the number'),
  ),
  scheme(
    'FSC_COC',
    text('Numéro de licence FSC', 'FSC licence number'),
    text('FSC-C et 6 chiffres', 'FSC-C and 6 digits'),
  ),
  scheme('LOG_TAG', text('Plaquette de grume', 'Log tag'), FREE),
  scheme('BALE_ID', text('Numéro de balle', 'Bale number'), FREE),
  scheme('GOTS_TC', text('Certificat de transaction', 'Transaction certificate'), FREE),
  scheme('CITES_NO', text('Numéro de permis CITES', 'CITES permit number'), FREE),
  scheme('RJC_ID', text('Numéro de certificat RJC', 'RJC certificate number'), FREE),
  scheme(
    'FUNCTIONAL_TAG',
    text('Repère fonctionnel', 'Functional tag'),
    text('tranche, système, numéro, type : 1RIS 021 VP', 'unit, system, number, kind: 1RIS 021 VP'),
  ),
  scheme(
    'SANDRE_CODE',
    text('Code Sandre', 'Sandre water-data code'),
    text('selon le référentiel', 'depends on the reference list'),
  ),
  scheme('METER_NUMBER', text('Numéro de compteur', 'Meter number'), FREE),
  scheme(
    'DATE_CODE',
    text('Code date de fabrication', 'Date code'),
    text('année et semaine : 2618', 'year and week: 2618'),
  ),
  scheme('REEL_ID', text('Numéro de bobine', 'Reel number'), FREE),
  scheme('DOP_NO', text('Numéro de déclaration des performances', 'Declaration of performance number'), FREE),
  scheme('FDES_ID', text('Numéro INIES', 'INIES number'), FREE),
  scheme('DELIVERY_NOTE', text('Numéro de bon de livraison', 'Delivery note number'), FREE),
  scheme('CN_CODE', text('Nomenclature combinée', 'Combined nomenclature'), text('8 chiffres', '8 digits')),
  scheme(
    'BATTERY_PASSPORT_ID',
    text('Identifiant de passeport de batterie', 'Battery passport identifier'),
    text('adresse web (URI)', 'web address (URI)'),
  ),
  scheme(
    'EIC_CODE',
    text('Code énergie (EIC)', 'Energy identification code (EIC)'),
    text('16 caractères', '16 characters'),
  ),
  scheme(
    'BSD_NUMBER',
    text('Numéro de bordereau', 'Tracking form number'),
    text('BSD-AAAAMMJJ- et 9 caractères', 'BSD-YYYYMMDD- and 9 characters'),
  ),
  scheme(
    'WASTE_CODE',
    text('Code déchet européen', 'European waste code'),
    text('6 chiffres, étoile si dangereux : 13 02 05*', '6 digits, star if hazardous: 13 02 05*'),
  ),
  scheme(
    'OPERATION_CODE',
    text('Code de traitement', 'Treatment code'),
    text('D1 à D15 ou R1 à R13', 'D1 to D15 or R1 to R13'),
  ),
];

const BY_CODE = new Map(SCHEMES.map((known) => [known.code, known]));

/** The identifier schemes of these codes, in their order. Throws for an unknown code: a mistake in our own data. */
export const identifiers = (...codes: string[]): IdentifierScheme[] =>
  codes.map((code) => {
    const found = BY_CODE.get(code);
    if (!found) throw new Error(`Identifier scheme ${code} is not in the catalogue.`);
    return found;
  });
