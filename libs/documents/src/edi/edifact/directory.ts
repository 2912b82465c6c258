/**
 * Elements of the segments that are read, by directory: an element is its components with their longest length; `n`
 * before a length: digits only; `!` behind it: mandatory where the element is used; `*` before an element: mandatory.
 * `~` before a length: a text for people, whose excess is remarked and does not refuse. From the segment and composite directories of UN/EDIFACT D.96A and D.01B.
 */
export type SegmentShapes = Readonly<Record<string, string>>;

const COMMON: SegmentShapes = {
  UNH: '*14! *6!:3!:3!:3!:6 35 2:1',
  DTM: '*3!:35:3',
  CTA: '3 17:~35',
  COM: '*~512!:3!',
  UNS: '*1!',
  CNT: '*3!:n18!:3',
  CUX: '3!:3:3:n4 3!:3:3:n4 n12 3',
  ALI: '3 3 3 3 3 3 3',
  GIR: '*3! *35!:3:3 35!:3:3 35!:3:3 35!:3:3 35!:3:3',
  GIN: '*3! *35!:35 35!:35 35!:35 35!:35 35!:35',
  UNT: '*n10! *14!',
};

export const D96A: SegmentShapes = {
  ...COMMON,
  BGM: '3:3:3:35 35 3 3',
  RFF: '*3!:35:6:35',
  NAD: '*3! 17!:3:3 ~35!:~35:~35:~35:~35 ~35!:~35:~35:~35:~35:3 ~35!:~35:~35 ~35 9 9 3',
  LIN: 'n6 3 35:3:3:3 3:n6 n2 3',
  PIA: '*3! *35:3:3:3 35:3:3:3 35:3:3:3 35:3:3:3 35:3:3:3',
  IMD: '3 3 17:3:3:~35:~35:3 3',
  QTY: '*3!:n15!:3',
  CPS: '*12! 12 3',
  PAC: 'n8 3:3:3 17:3:3:35 3!:35!:3:35:3 3:n8',
  PCI: '3 35!:35:35:35:35:35:35:35:35:35 3 3!:3:3',
  FTX: '*3! 3 3!:3:3 ~70!:~70:~70:~70:~70 3',
  LOC: '*3! 25:3:3:70 25:3:3:70 25:3:3:70 3',
  TOD: '3 3 3:3:3:70:70',
  PRI: '3!:n15:3:3:n9:3 3',
  SCC: '*3! 3 3:3:3',
  MEA: '*3! 3:3:3:70 3!:n18:n18:n18:n2 3',
  QVR: 'n15!:3 3 3:3:3:35',
};

export const D01B: SegmentShapes = {
  ...COMMON,
  BGM: '3:17:3:35 35:9:6 3 3',
  RFF: '*3!:70:6:35:6',
  NAD: '*3! 35!:17:3 ~35!:~35:~35:~35:~35 ~35!:~35:~35:~35:~35:3 ~35!:~35:~35:~35 ~35 9:17:3:35 17 3',
  LIN: '6 3 35:3:17:3 3:6 n2 3',
  PIA: '*3! *35:3:17:3 35:3:17:3 35:3:17:3 35:3:17:3 35:3:17:3',
  IMD: '3 3:17:3 17:17:3:~256:~256:3 3',
  QTY: '*3!:35!:8',
  CPS: '*35! 35 3',
  PAC: 'n8 3:3:3 17:17:3:35 3!:35!:3:35:3 3:n8',
  PCI: '3 35!:35:35:35:35:35:35:35:35:35 3 3!:17:3',
  FTX: '*3! 3 17!:17:3 ~512!:~512:~512:~512:~512 3 3',
  LOC: '*3! 25:17:3:256 25:17:3:256 25:17:3:256 3',
  TOD: '3 3 3:17:3:70:70',
  PRI: '3!:n15:3:3:n9:8 3',
  SCC: '*3! 3 3:3:3',
  MEA: '*3! 3:3:17:70 8!:18:n18:n18:n2 3',
  QVR: 'n15!:3 3 3:17:3:256',
};

/** Segments that a message of a type may hold, beside UNH and UNT. */
export const SEGMENTS_OF_TYPE: Readonly<Record<string, ReadonlySet<string>>> = {
  ORDERS: tags(
    'BGM DTM PAI ALI IMD FTX GIR RFF NAD LOC FII DOC CTA COM TAX MOA CUX PCD PAT TDT TOD PAC MEA PCI GIN EQD HAN SCC QTY APR RNG LIN PIA ALC QVR RCS DGS STG UNS CNT PRI RTE SPS DLM RJL',
  ),
  ORDRSP: tags(
    'BGM DTM PAI ALI IMD FTX GIR RFF NAD LOC FII DOC CTA COM TAX MOA CUX PCD PAT TDT TOD PAC MEA PCI GIN EQD HAN SCC QTY APR RNG LIN PIA ALC QVR RCS DGS STG UNS CNT PRI RTE SPS DLM RJL AJT INP',
  ),
  DESADV: tags(
    'BGM DTM ALI MEA MOA CUX RFF NAD LOC CTA COM TOD FTX TDT EQD SEL EQA EFI CPS PAC QTY HAN PCI GIN DLM LIN PIA IMD GIR DGS SGP QVR STG PCD TMD UNS CNT',
  ),
  RECADV: tags(
    'BGM DTM ALI RFF DOC NAD LOC CTA COM TOD FTX TDT EQD SEL CPS PAC MEA QTY PCI GIN DLM LIN PIA IMD QVR GIR PRI INP MOA ERC STS UNS CNT',
  ),
  DELFOR: tags(
    'BGM DTM FTX RFF NAD LOC DOC CTA COM TDT GIS UNS LIN PIA IMD MEA ALI GIN GIR QTY SCC PAC PCI CNT AUT TOD ADR QVR',
  ),
  DELJIT: tags(
    'BGM DTM FTX RFF NAD LOC DOC CTA COM TDT TOD SEQ GIR PAC PCI GIN LIN PIA IMD MEA ALI QTY SCC GIS UNS CNT AUT MSG',
  ),
  CONTRL: tags('UCI UCM UCS UCD UCF'),
  APERAK: tags('BGM DTM FTX CNT DOC RFF NAD CTA COM ERC'),
};

function tags(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
