import { list, readObject, shape } from './object-rules.js';
import { boolean, hex, instant, number, Rule, text, uri, word } from './value-rules.js';

const METADATA = shape(
  {
    time: instant,
    startTime: instant,
    endTime: instant,
    deviceID: uri,
    deviceMetadata: uri,
    rawData: uri,
    dataProcessingMethod: uri,
    bizRules: uri,
  },
  [],
  'extensions',
);

const REPORT = shape(
  {
    type: word('measurementType'),
    exception: word('alertType'),
    deviceID: uri,
    deviceMetadata: uri,
    rawData: uri,
    dataProcessingMethod: uri,
    bizRules: uri,
    time: instant,
    microorganism: uri,
    chemicalSubstance: uri,
    coordinateReferenceSystem: uri,
    value: number,
    component: word('component'),
    stringValue: text,
    booleanValue: boolean,
    hexBinaryValue: hex,
    uriValue: uri,
    minValue: number,
    maxValue: number,
    meanValue: number,
    sDev: number,
    percRank: number,
    percValue: number,
    uom: text,
  },
  ['type'],
  'extensions',
);

/** Both are written in XML as attributes alone (EPCglobal-epcis-2_0.xsd). */
const SENSOR_METADATA = { ...METADATA, inAttributes: true };
const SENSOR_REPORT = { ...REPORT, inAttributes: true };

const SENSOR_ELEMENT = shape(
  {
    sensorMetadata: (value, check) => readObject(value, SENSOR_METADATA, check),
    sensorReport: list((value, check) => readObject(value, SENSOR_REPORT, check), 'kept', 1),
  },
  ['sensorReport'],
  'extensions',
);

/** EPCIS 2.0 section 7.3.7: sensorElementList. */
export const sensorElements: Rule = list((value, check) => readObject(value, SENSOR_ELEMENT, check));
