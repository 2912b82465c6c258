/**
 * Word lists of the Core Business Vocabulary 2.0 (section 7; measurement types: section 8.8), as the JSON binding spells
 * them: bare words. Custom values are URIs.
 */
// prettier-ignore
export const BIZ_STEPS = [
  'accepting', 'arriving', 'assembling', 'collecting', 'commissioning', 'consigning',
  'creating_class_instance', 'cycle_counting', 'decommissioning', 'departing', 'destroying',
  'disassembling', 'dispensing', 'encoding', 'entering_exiting', 'holding', 'inspecting', 'installing',
  'killing', 'loading', 'other', 'packing', 'picking', 'receiving', 'removing', 'repackaging',
  'repairing', 'replacing', 'reserving', 'retail_selling', 'shipping', 'staging_outbound',
  'stock_taking', 'stocking', 'storing', 'transporting', 'unloading', 'unpacking', 'void_shipping',
  'sensor_reporting', 'sampling',
] as const;

// prettier-ignore
export const DISPOSITIONS = [
  'active', 'container_closed', 'damaged', 'destroyed', 'dispensed', 'disposed', 'encoded', 'expired',
  'in_progress', 'in_transit', 'inactive', 'no_pedigree_match', 'non_sellable_other',
  'partially_dispensed', 'recalled', 'reserved', 'retail_sold', 'returned', 'sellable_accessible',
  'sellable_not_accessible', 'stolen', 'unknown', 'available', 'completeness_verified',
  'completeness_inferred', 'conformant', 'container_open', 'mismatch_instance', 'mismatch_class',
  'mismatch_quantity', 'needs_replacement', 'non_conformant', 'unavailable',
] as const;

// prettier-ignore
export const TRANSACTION_TYPES = [
  'bol', 'cert', 'desadv', 'inv', 'pedigree', 'po', 'poc', 'prodorder', 'recadv', 'rma', 'testprd',
  'testres', 'upevt',
] as const;

// prettier-ignore
export const PARTY_TYPES = [
  'owning_party', 'possessing_party', 'location',
] as const;

// prettier-ignore
export const ERROR_REASONS = [
  'did_not_occur', 'incorrect_data',
] as const;

// prettier-ignore
export const COMPONENTS = [
  'x', 'y', 'z', 'axial_distance', 'azimuth', 'height', 'spherical_radius', 'polar_angle',
  'elevation_angle', 'easting', 'northing', 'latitude', 'longitude', 'altitude',
] as const;

// prettier-ignore
export const ALERT_TYPES = [
  'ALARM_CONDITION', 'ERROR_CONDITION',
] as const;

// prettier-ignore
export const MEASUREMENT_TYPES = [
  'AbsoluteHumidity', 'AbsorbedDose', 'AbsorbedDoseRate', 'Acceleration', 'Radioactivity', 'Altitude',
  'AmountOfSubstance', 'AmountOfSubstancePerUnitVolume', 'Angle', 'AngularAcceleration',
  'AngularMomentum', 'AngularVelocity', 'Area', 'Capacitance', 'Conductance', 'Conductivity', 'Count',
  'Density', 'Dimensionless', 'DoseEquivalent', 'DoseEquivalentRate', 'DynamicViscosity',
  'ElectricCharge', 'ElectricCurrent', 'ElectricCurrentDensity', 'ElectricFieldStrength', 'Energy',
  'Exposure', 'Force', 'Frequency', 'Illuminance', 'Inductance', 'Irradiance', 'KinematicViscosity',
  'Length', 'LinearMomentum', 'Luminance', 'LuminousFlux', 'LuminousIntensity', 'MagneticFlux',
  'MagneticFluxDensity', 'MagneticVectorPotential', 'Mass', 'MassConcentration', 'MassFlowRate',
  'MassPerAreaTime', 'MemoryCapacity', 'MolalityOfSolute', 'MolarEnergy', 'MolarMass', 'MolarVolume',
  'Power', 'Pressure', 'RadiantFlux', 'RadiantIntensity', 'RelativeHumidity', 'Resistance',
  'Resistivity', 'SolidAngle', 'SpecificVolume', 'Speed', 'SurfaceDensity', 'SurfaceTension',
  'Temperature', 'Time', 'Torque', 'Voltage', 'Volume', 'VolumeFlowRate', 'VolumeFraction',
  'VolumetricFlux', 'Wavenumber',
] as const;

/**
 * Dispositions that CBV 1.x deprecated for a shorter word of the same meaning, and that CBV 2.0 (section 7) lists no more, each
 * with that word. No word of the other lists was dropped between CBV 1.2 and 2.0.
 */
const DROPPED_DISPOSITIONS: ReadonlyMap<string, string> = new Map(
  ['damaged', 'disposed', 'expired', 'no_pedigree_match', 'recalled'].map((word) => [
    `non_sellable_${word}`,
    word,
  ]),
);

/** One list of words: `kind` is its name in `urn:epcglobal:cbv:<kind>:`, `web` its name in `https://ref.gs1.org/cbv/<web>-`. */
export interface CbvList {
  readonly words: ReadonlySet<string>;
  readonly kind?: string;
  readonly web?: string;
  /** Words of CBV 1.x that CBV 2.0 dropped, each with the one to use. */
  readonly dropped?: ReadonlyMap<string, string>;
}

export const CBV = {
  bizStep: { words: new Set<string>(BIZ_STEPS), kind: 'bizstep', web: 'BizStep' },
  disposition: {
    words: new Set<string>(DISPOSITIONS),
    kind: 'disp',
    web: 'Disp',
    dropped: DROPPED_DISPOSITIONS,
  },
  transactionType: { words: new Set<string>(TRANSACTION_TYPES), kind: 'btt', web: 'BTT' },
  partyType: { words: new Set<string>(PARTY_TYPES), kind: 'sdt', web: 'SDT' },
  errorReason: { words: new Set<string>(ERROR_REASONS), kind: 'er', web: 'ER' },
  component: { words: new Set<string>(COMPONENTS), web: 'Comp' },
  measurementType: { words: new Set<string>(MEASUREMENT_TYPES) },
  alertType: { words: new Set<string>(ALERT_TYPES) },
} as const satisfies Record<string, CbvList>;

export type CbvListName = keyof typeof CBV;

/** Where the standard’s words stand when spelt as URIs: the full address, its GS1 prefix, and the older namespace. */
const WEB = /^(?:https?:\/\/(?:ref|ns)\.gs1\.org\/cbv\/|cbv:)([A-Za-z]+)-(.+)$/;
const URN = /^urn:epcglobal:cbv:([a-z]+):(.+)$/;
const GS1_VOC = /^(?:https?:\/\/(?:www\.)?gs1\.org\/voc\/|gs1:)(?:MeasurementType-|SensorAlertType-)?(.+)$/;

/** The bare word of a CBV value in whatever spelling; any other value unchanged. */
export function bareWord(list: CbvListName, value: string): string {
  const { words, kind, web }: CbvList = CBV[list];
  if (words.has(value) || !value.includes(':')) return value;
  const match = WEB.exec(value);
  if (match) return match[1] === web && words.has(match[2]!) ? match[2]! : value;
  const urn = URN.exec(value);
  if (urn) return urn[1] === kind && words.has(urn[2]!) ? urn[2]! : value;
  const voc = web === undefined || web === 'Comp' ? GS1_VOC.exec(value) : null;
  return voc && words.has(voc[1]!) ? voc[1]! : value;
}

/** The word of a CBV value in whatever spelling, known or not; undefined for a URI of one's own. */
function anyWord(list: CbvListName, value: string): string | undefined {
  const { kind, web }: CbvList = CBV[list];
  const bare = bareWord(list, value);
  if (!bare.includes(':')) return bare;
  const match = WEB.exec(value) ?? URN.exec(value);
  return match && (match[1] === web || match[1] === kind) ? match[2] : undefined;
}

/** The word of CBV 1.x, whatever its spelling, that CBV 2.0 dropped, and the word to use; undefined for any other value. */
export function droppedWord(
  list: CbvListName,
  value: string,
): { readonly word: string; readonly successor: string } | undefined {
  const { dropped }: CbvList = CBV[list];
  const word = dropped && anyWord(list, value);
  const successor = word === undefined ? undefined : dropped?.get(word);
  return successor === undefined ? undefined : { word: word!, successor };
}

/** The full address of a CBV value, e.g. `https://ref.gs1.org/cbv/BizStep-shipping`; a URI of one's own unchanged. */
export function cbvUri(list: CbvListName, value: string): string {
  const { web }: CbvList = CBV[list];
  const word = anyWord(list, value);
  if (word === undefined || word.trim() === '') return value;
  return web === undefined ? `https://gs1.org/voc/${word}` : `https://ref.gs1.org/cbv/${web}-${word}`;
}

/** The older spelling of a CBV value, e.g. `urn:epcglobal:cbv:bizstep:shipping`; unchanged where there is none. */
export function cbvUrn(list: CbvListName, value: string): string {
  const { kind }: CbvList = CBV[list];
  const word = anyWord(list, value);
  return word?.trim() && kind !== undefined ? `urn:epcglobal:cbv:${kind}:${word}` : value;
}
