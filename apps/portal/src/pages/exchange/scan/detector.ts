import zxingUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';

/** What reads codes in a picture: the browser's own, or ours. */
export interface Detector {
  detect(source: HTMLVideoElement): Promise<{ readonly rawValue: string }[]>;
}

interface NativeDetector {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

/** Codes that stand on delivery labels. */
const FORMATS = ['data_matrix', 'qr_code', 'code_128', 'ean_13', 'itf'] as const;

/** The browser's own reader where it knows DataMatrix; else ZXing, read once from our own server. */
export async function openDetector(): Promise<Detector> {
  const Native = (globalThis as { BarcodeDetector?: NativeDetector }).BarcodeDetector;
  const known = Native ? await Native.getSupportedFormats() : [];
  if (Native && known.includes('data_matrix'))
    return new Native({ formats: FORMATS.filter((format) => known.includes(format)) });
  const { BarcodeDetector, prepareZXingModule } = await import('barcode-detector/ponyfill');
  prepareZXingModule({ overrides: { locateFile: () => zxingUrl } });
  return new BarcodeDetector({ formats: [...FORMATS] });
}
