import { bareWord } from '@maillon/epcis';
import { Text, text } from '@maillon/kernel';

/** What people read for a measurement type of GS1's Web Vocabulary (CBV 2.0 section 7.7). */
// prettier-ignore
const LABELS = new Map<string, Text>([
  ['AbsoluteHumidity', text('humidité absolue', 'absolute humidity')],
  ['AbsorbedDose', text('dose absorbée', 'absorbed dose')],
  ['AbsorbedDoseRate', text('débit de dose absorbée', 'absorbed dose rate')],
  ['Acceleration', text('accélération', 'acceleration')],
  ['Altitude', text('altitude', 'altitude')],
  ['AmountOfSubstance', text('quantité de matière', 'amount of substance')],
  ['AmountOfSubstancePerUnitVolume', text('concentration molaire', 'amount of substance per volume')],
  ['Angle', text('angle', 'angle')],
  ['AngularAcceleration', text('accélération angulaire', 'angular acceleration')],
  ['AngularMomentum', text('moment cinétique', 'angular momentum')],
  ['AngularVelocity', text('vitesse angulaire', 'angular velocity')],
  ['Area', text('surface', 'area')],
  ['Capacitance', text('capacité électrique', 'capacitance')],
  ['Conductance', text('conductance', 'conductance')],
  ['Conductivity', text('conductivité', 'conductivity')],
  ['Count', text('nombre', 'count')],
  ['Density', text('masse volumique', 'density')],
  ['Dimensionless', text('grandeur sans dimension', 'dimensionless quantity')],
  ['DoseEquivalent', text('équivalent de dose', 'dose equivalent')],
  ['DoseEquivalentRate', text('débit d’équivalent de dose', 'dose equivalent rate')],
  ['DynamicViscosity', text('viscosité dynamique', 'dynamic viscosity')],
  ['ElectricCharge', text('charge électrique', 'electric charge')],
  ['ElectricCurrent', text('courant électrique', 'electric current')],
  ['ElectricCurrentDensity', text('densité de courant', 'electric current density')],
  ['ElectricFieldStrength', text('champ électrique', 'electric field strength')],
  ['Energy', text('énergie', 'energy')],
  ['Exposure', text('exposition', 'exposure')],
  ['Force', text('force', 'force')],
  ['Frequency', text('fréquence', 'frequency')],
  ['Illuminance', text('éclairement', 'illuminance')],
  ['Inductance', text('inductance', 'inductance')],
  ['Irradiance', text('éclairement énergétique', 'irradiance')],
  ['KinematicViscosity', text('viscosité cinématique', 'kinematic viscosity')],
  ['Length', text('longueur', 'length')],
  ['LinearMomentum', text('quantité de mouvement', 'linear momentum')],
  ['Luminance', text('luminance', 'luminance')],
  ['LuminousFlux', text('flux lumineux', 'luminous flux')],
  ['LuminousIntensity', text('intensité lumineuse', 'luminous intensity')],
  ['MagneticFlux', text('flux magnétique', 'magnetic flux')],
  ['MagneticFluxDensity', text('induction magnétique', 'magnetic flux density')],
  ['MagneticVectorPotential', text('potentiel vecteur magnétique', 'magnetic vector potential')],
  ['Mass', text('masse', 'mass')],
  ['MassConcentration', text('concentration massique', 'mass concentration')],
  ['MassFlowRate', text('débit massique', 'mass flow rate')],
  ['MassPerAreaTime', text('masse par surface et par temps', 'mass per area and time')],
  ['MemoryCapacity', text('capacité de mémoire', 'memory capacity')],
  ['MolalityOfSolute', text('molalité', 'molality')],
  ['MolarEnergy', text('énergie molaire', 'molar energy')],
  ['MolarMass', text('masse molaire', 'molar mass')],
  ['MolarVolume', text('volume molaire', 'molar volume')],
  ['Power', text('puissance', 'power')],
  ['Pressure', text('pression', 'pressure')],
  ['RadiantFlux', text('flux énergétique', 'radiant flux')],
  ['RadiantIntensity', text('intensité énergétique', 'radiant intensity')],
  ['Radioactivity', text('radioactivité', 'radioactivity')],
  ['RelativeHumidity', text('humidité relative', 'relative humidity')],
  ['Resistance', text('résistance', 'resistance')],
  ['Resistivity', text('résistivité', 'resistivity')],
  ['SolidAngle', text('angle solide', 'solid angle')],
  ['SpecificVolume', text('volume massique', 'specific volume')],
  ['Speed', text('vitesse', 'speed')],
  ['SurfaceDensity', text('masse surfacique', 'surface density')],
  ['SurfaceTension', text('tension superficielle', 'surface tension')],
  ['Temperature', text('température', 'temperature')],
  ['Time', text('durée', 'time')],
  ['Torque', text('couple', 'torque')],
  ['Voltage', text('tension électrique', 'voltage')],
  ['Volume', text('volume', 'volume')],
  ['VolumeFlowRate', text('débit volumique', 'volume flow rate')],
  ['VolumeFraction', text('fraction volumique', 'volume fraction')],
  ['VolumetricFlux', text('flux volumique', 'volumetric flux')],
  ['Wavenumber', text('nombre d’onde', 'wavenumber')],
]);

/** The label of a measurement type in any spelling; one's own by its last part. */
export function measurementLabel(type: string): Text {
  const last = type.split(/[/:#]/).findLast((part) => part !== '') ?? type;
  return LABELS.get(bareWord('measurementType', type)) ?? text(last, last);
}

/** Signs of units by their code (UN/ECE Recommendation 20). */
// prettier-ignore
const UNITS = new Map<string, string>([
  ['CEL', '°C'], ['FAH', '°F'], ['KEL', 'K'], ['P1', '%'], ['C62', ''], ['KGM', 'kg'], ['GRM', 'g'], ['TNE', 't'],
  ['MTR', 'm'], ['CMT', 'cm'], ['MMT', 'mm'], ['LTR', 'l'], ['MTQ', 'm³'], ['MTK', 'm²'], ['PAL', 'Pa'], ['A97', 'hPa'],
  ['KPA', 'kPa'], ['BAR', 'bar'], ['LUX', 'lx'], ['MTS', 'm/s'], ['KMH', 'km/h'], ['VLT', 'V'], ['AMP', 'A'],
  ['WTT', 'W'], ['KWH', 'kWh'], ['JOU', 'J'], ['HTZ', 'Hz'], ['SEC', 's'], ['MIN', 'min'], ['HUR', 'h'], ['DD', '°'],
]);

/** A unit as people read it: its sign, else the code as written. */
export const unitSign = (code: string): string => UNITS.get(code) ?? code;
